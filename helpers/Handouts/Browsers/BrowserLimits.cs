namespace KafkaWorkbook.Handouts.Browsers;

/// <summary>How long a browser may take before it counts as hanging and is ended.</summary>
internal sealed record BrowserLimits
{
    /// <summary>From its start until it can be driven. A first start on a slow disk takes some seconds.</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>For anything it is asked to do; printing the whole series takes the longest.</summary>
    public TimeSpan Command { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>To end when it is asked to.</summary>
    public TimeSpan End { get; init; } = TimeSpan.FromSeconds(3);
}
