using KafkaWorkbook.Clusters.Local;
using KafkaWorkbook.Handouts;
using KafkaWorkbook.Notebooks.Worker;

// Brokers that outlive a notebook are started by a short-lived copy of this program.
if (args is [DetachedStart.Command])
{
    return DetachedStart.Serve();
}

if (args is [WorkerProgram.Verb, .. var rest])
{
    return await WorkerProgram.RunAsync(rest);
}

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
return await HandoutRun.RunAsync(new HandoutRunOptions { Files = [.. args.Where(a => a != "run")] }, stop.Token);
