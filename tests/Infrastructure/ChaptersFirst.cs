using KafkaWorkbook.Tests.Infrastructure;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(ChaptersFirst))]

namespace KafkaWorkbook.Tests.Infrastructure;

/// <summary>Begins with the longest tests, the whole chapters: begun last, one of them would run alone for a minute.</summary>
public sealed class ChaptersFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(c => Rank(c.TestCollectionDisplayName)).ThenBy(c => c.TestCollectionDisplayName, StringComparer.Ordinal)];

    private static int Rank(string name) => name.Contains(".Chapters.", StringComparison.Ordinal) ? name.Contains("Solved", StringComparison.Ordinal) ? 0 : 1 : 2;
}
