using KafkaWorkbook.Clusters.Local;
using KafkaWorkbook.Commands;
using KafkaWorkbook.Commands.Bench;
using KafkaWorkbook.Notebooks.Worker;
using KafkaWorkbook.Shop;

return args switch
{
    // Brokers that outlive a notebook are started by a short-lived copy of this program.
    [DetachedStart.Command] => DetachedStart.Serve(),

    // A program that chapter 5 kills in the middle of its work.
    [PipeProcess.Command] => PipeProcess.Serve(),

    // The process that runs a notebook's cells answers to its runner, not to a reader.
    [WorkerProgram.Verb, .. var order] => await WorkerProgram.RunAsync(order),

    // The client whose CPU time `bench` measures is a process of its own, as Kafka's tools are.
    [BenchClient.Verb] => BenchClient.Serve(),

    _ => await WorkbookApp.RunAsync(args),
};
