Console.WriteLine("KafkaWorkbook");
