using KafkaWorkbook.Handouts;
using KafkaWorkbook.Notebooks.Worker;

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
