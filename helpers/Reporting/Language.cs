using System.Globalization;

namespace KafkaWorkbook.Reporting;

/// <summary>The language of labels, messages and figures.</summary>
public enum Language
{
    /// <summary>Korean (한국어).</summary>
    Korean,

    /// <summary>English.</summary>
    English,
}

/// <summary>Finds the reader's language. The code cells of both editions are equal, so it comes from the surroundings, not from the code.</summary>
public static class Languages
{
    /// <summary>The environment variable that decides before anything else: <c>ko</c> or <c>en</c>.</summary>
    public const string Variable = "KAFKA_WORKBOOK_LANGUAGE";

    /// <summary>
    /// The language here and now: the variable <see cref="Variable"/>; else the current folder, when that is <c>notebooks/ko</c> or
    /// <c>notebooks/en</c> (where a kernel runs a chapter) or below; else the system's language: Korean when it is Korean, English otherwise.
    /// </summary>
    public static Language Current =>
        Find(Environment.GetEnvironmentVariable(Variable), CurrentFolder(), CultureInfo.CurrentUICulture);

    internal static Language Find(string? variable, string folder, CultureInfo culture)
    {
        if (Parse(variable) is { } asked)
        {
            return asked;
        }

        string[] parts = folder.Split('/', '\\');
        int notebooks = Array.LastIndexOf(parts, "notebooks");
        if (notebooks >= 0 && notebooks + 1 < parts.Length && Parse(parts[notebooks + 1]) is { } edition)
        {
            return edition;
        }

        return Parse(culture.TwoLetterISOLanguageName) ?? Language.English;
    }

    private static string CurrentFolder()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            // The folder was deleted under a running kernel; a message is not worth less for it.
            return "";
        }
    }

    private static Language? Parse(string? code) => code?.Trim().ToUpperInvariant() switch
    {
        "KO" => Language.Korean,
        "EN" => Language.English,
        _ => null,
    };
}
