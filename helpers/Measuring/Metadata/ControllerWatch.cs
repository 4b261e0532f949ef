using System.Diagnostics;
using KafkaWorkbook.Clusters;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>Kills a controller and looks again and again at who the metadata say it is.</summary>
internal sealed class ControllerWatch(Cluster cluster, ControllerReader reader)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SuccessorLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BackLimit = TimeSpan.FromSeconds(30);

    private readonly List<ControllerMoment> _moments = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public async Task<ControllerSuccession> RunAsync(CancellationToken cancellationToken)
    {
        IProgressLine line = cluster.Progress.Begin(new("컨트롤러를 찾는다", "Looking for the controller"));
        ControllerMoment first = await LookUntilAsync(m => m.Controller is not null && m.Epoch is not null && m.Brokers.Count == cluster.BrokerIds.Count, SuccessorLimit, cancellationToken).ConfigureAwait(false);
        int old = first.Controller!.Value;
        await LookForAsync(Before, cancellationToken).ConfigureAwait(false);
        line.Update(new($"컨트롤러인 브로커 {Particle.EulReul(old)} 죽였다. 후임을 기다린다", $"Killed broker {old}, the controller. Waiting for its successor"));
        bool back = false;
        try
        {
            await cluster.KillBrokerAsync(old, cancellationToken).ConfigureAwait(false);
            TimeSpan killed = _clock.Elapsed;
            ControllerMoment next = await LookUntilAsync(m => m.Controller is { } now && now != old && m.Epoch > first.Epoch, SuccessorLimit, cancellationToken).ConfigureAwait(false);
            line.Update(new($"브로커 {Particle.IGa(next.Controller)} 이어받았다. 브로커 {Particle.EulReul(old)} 다시 띄운다", $"Broker {next.Controller} took over. Starting broker {old} again"));
            Task start = cluster.StartBrokerAsync(old, cancellationToken);
            while (!start.IsCompleted)
            {
                await LookAsync(cancellationToken).ConfigureAwait(false);
            }

            await start.ConfigureAwait(false);
            back = true;
            ControllerMoment whole = await LookUntilAsync(m => m.Brokers.Count == cluster.BrokerIds.Count, BackLimit, cancellationToken).ConfigureAwait(false);
            await LookForAsync(Before, cancellationToken).ConfigureAwait(false);
            line.Done(new($"브로커 {old} 대신 브로커 {Particle.IGa(next.Controller)} 컨트롤러가 되었다", $"Broker {next.Controller} became the controller instead of {old}"));
            return new ControllerSuccession(cluster, old, next.Controller!.Value, first.Epoch!.Value, next.Epoch!.Value, killed, next.At, whole.At, [.. _moments]);
        }
        finally
        {
            if (!back)
            {
                await cluster.StartBrokerAsync(old, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task<ControllerMoment> LookAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(LookAgain, cancellationToken).ConfigureAwait(false);
        ControllerState state = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        ControllerMoment moment = new(_clock.Elapsed, state.Controller, state.Epoch, state.Brokers);
        _moments.Add(moment);
        return moment;
    }

    private async Task LookForAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        for (TimeSpan end = _clock.Elapsed + time; _clock.Elapsed < end;)
        {
            await LookAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ControllerMoment> LookUntilAsync(Func<ControllerMoment, bool> reached, TimeSpan limit, CancellationToken cancellationToken)
    {
        for (TimeSpan end = _clock.Elapsed + limit; ;)
        {
            ControllerMoment moment = await LookAsync(cancellationToken).ConfigureAwait(false);
            if (reached(moment))
            {
                return moment;
            }

            if (_clock.Elapsed > end)
            {
                throw new ClusterException(
                    ClusterProblem.TimedOut,
                    new(
                        $"{limit.TotalSeconds:0}초를 기다려도 컨트롤러가 정해지지 않았다. 마지막으로 본 것: 컨트롤러 {moment.Controller}, 브로커 {string.Join(", ", moment.Brokers)}.",
                        $"After {limit.TotalSeconds:0} seconds the controller is not settled. Last seen: controller {moment.Controller}, brokers {string.Join(", ", moment.Brokers)}."),
                    new("`dotnet run -- status`로 브로커가 모두 떠 있는지 확인한다.", "See with `dotnet run -- status` whether all brokers run."));
            }
        }
    }
}
