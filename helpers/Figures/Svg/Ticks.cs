using System.Globalization;

namespace KafkaWorkbook.Figures.Svg;

/// <summary>Round places for an axis, and how they are written.</summary>
internal static class Ticks
{
    /// <summary>Multiples of 1, 2 or 5 times a power of ten inside the range, about as many as wanted.</summary>
    public static IReadOnlyList<double> Linear(double minimum, double maximum, int wanted, bool wholeNumbers)
    {
        double step = Step(maximum - minimum, wanted);
        if (wholeNumbers)
        {
            step = Math.Max(1, Math.Round(step));
        }

        double first = Math.Ceiling((minimum / step) - 1e-9);
        double last = Math.Floor((maximum / step) + 1e-9);
        List<double> ticks = [];
        for (double i = first; i <= last && ticks.Count < 100; i++)
        {
            // Not "-0".
            ticks.Add(i == 0 ? 0 : i * step);
        }

        return ticks;
    }

    /// <summary>Powers of ten inside the range, with 2 and 5 times them where there are few.</summary>
    public static IReadOnlyList<double> Logarithmic(double minimum, double maximum)
    {
        int low = (int)Math.Floor(Math.Log10(minimum)), high = (int)Math.Ceiling(Math.Log10(maximum));
        double[] factors = high - low <= 2 ? [1, 2, 5] : high - low <= 4 ? [1, 3] : [1];
        int every = Math.Max(1, (high - low) / 8);
        return [.. from exponent in Enumerable.Range(low, high - low + 1)
                   where (exponent - low) % every == 0
                   from factor in factors
                   let tick = factor * Math.Pow(10, exponent)
                   where tick >= minimum * 0.9999 && tick <= maximum * 1.0001
                   select tick];
    }

    /// <summary>The end of a range, moved to the next tick or the middle between two.</summary>
    public static double RoundUp(double maximum, double minimum, int wanted, bool wholeNumbers)
    {
        double step = Step(maximum - minimum, wanted);
        step = wholeNumbers ? Math.Max(2, Math.Round(step)) : step;
        return Math.Ceiling((maximum / (step / 2)) - 1e-9) * (step / 2);
    }

    /// <summary>A value with thousands separators and as many decimals as its size asks for, the same in every culture.</summary>
    public static string Write(double value)
    {
        if (!double.IsFinite(value))
        {
            return "–";
        }

        double size = Math.Abs(value);
        string format = size == 0 || size >= 100 ? "#,0" : size >= 10 ? "#,0.#" : size >= 1 ? "#,0.##" : size >= 0.001 ? "0.####" : "0.##E+0";
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>A count or an offset, to the last digit.</summary>
    public static string Write(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static double Step(double range, int wanted)
    {
        double rough = Math.Max(range, 1e-12) / Math.Max(1, wanted);
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double factor = rough / power;
        return power * (factor < 1.42 ? 1 : factor < 3.17 ? 2 : factor < 7.08 ? 5 : 10);
    }
}
