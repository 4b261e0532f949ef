using Confluent.Kafka;

namespace KafkaWorkbook.Messaging;

/// <summary>
/// What a consumer does with one record: work and commit, in the order that is to be tried. An exception ends the consumer as a failing program would end.
/// </summary>
/// <param name="consumer">The consumer, to commit with.</param>
/// <param name="record">The record.</param>
/// <param name="job">The ledger of what was done, and the plug that can be pulled.</param>
public delegate void WorkStep(IConsumer<string, string> consumer, ConsumeResult<string, string> record, Job job);
