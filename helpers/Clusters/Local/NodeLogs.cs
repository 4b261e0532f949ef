using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using KafkaWorkbook.Clusters.Brokers;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Local;

/// <summary>Reads the nodes' logs: the last lines for a reader, and what they say about a failure.</summary>
internal sealed partial class NodeLogs(LocalSite site)
{
    private const int TailBytes = 64 * 1024, LongestLine = 300;
    private readonly ConcurrentDictionary<string, long> _read = new();

    /// <summary>The last lines of a node's log without stack traces, and of what it said before it had one.</summary>
    public string Tail(string node, int lines)
    {
        string[] all =
        [
            .. ReadEnd(site.Console(node)).Split('\n'),
            .. ReadEnd(site.Log(node)).Split('\n'),
        ];
        return string.Join('\n', all
            .Select(l => l.TrimEnd('\r'))
            .Where(l => l.Length > 0 && !StackLine().IsMatch(l))
            .TakeLast(lines)
            .Select(l => l.Length > LongestLine ? l[..LongestLine] + "…" : l));
    }

    /// <summary>Whether a node wrote since the last call that the disk is full.</summary>
    public bool SaysDiskFull(string node)
    {
        string log = site.Log(node);
        long length = File.Exists(log) ? new FileInfo(log).Length : 0;
        long before = _read.GetOrAdd(node, 0);
        _read[node] = length;
        return length > before && DiskFull().IsMatch(ReadEnd(log, Math.Min(length - before, 1 << 20)));
    }

    /// <summary>The failure of a node whose process ended, named by what its log says.</summary>
    public async Task<ClusterException> ExplainAsync(LocalNode node, ClusterLayout layout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(node);
        const int Lines = 15;
        string tail = Tail(node.Name, Lines);
        string all = ReadEnd(site.Console(node.Name)) + ReadEnd(site.Log(node.Name));
        Text who = node.BrokerId is { } id ? new($"브로커 {id}", $"Broker {id}") : Text.Same("ZooKeeper");
        Text ended = new($"{Particle.IGa(who.Korean)} 스스로 끝났다. 로그의 끝:\n{tail}", $"{who.English} ended. The end of its log:\n{tail}");
        if (DiskFull().IsMatch(all))
        {
            return DiskIsFull(who, tail);
        }

        if (AddressInUse().IsMatch(all))
        {
            IReadOnlyList<TakenPort> taken = await PortCheck.FindTakenAsync(layout.AllPorts, cancellationToken).ConfigureAwait(false);
            ClusterException named = PortCheck.Refusal(layout, taken.Where(t => t.Port == node.Port).DefaultIfEmpty(new TakenPort(node.Port, false, null)).ToArray());
            return new ClusterException(
                ClusterProblem.PortTaken, new($"{named.What.Korean}\n{ended.Korean}", $"{named.What.English}\n{ended.English}"), named.WhatToDo);
        }

        if (BadSetting().Match(all) is { Success: true } setting)
        {
            return new ClusterException(
                ClusterProblem.BadConfiguration,
                new($"{who.Korean}의 설정이 잘못됐다: {setting.Value.Trim()}\n{ended.Korean}", $"A setting of {who.English} is wrong: {setting.Value.Trim()}\n{ended.English}"),
                new($"{site.Config(node.Name)}에 쓰인 그 설정을 본다.", $"Look at that setting in {site.Config(node.Name)}."));
        }

        return new ClusterException(
            ClusterProblem.ProcessEnded,
            ended,
            Memory().IsMatch(all)
                ? new("메모리가 모자란다. 다른 프로그램을 닫고 다시 실행한다. 클러스터에는 1.2 GB쯤 필요하다.", "There is too little memory. Close other programs and try again; the cluster needs about 1.2 GB.")
                : new("로그의 마지막 줄이 까닭을 말한다. 고친 뒤 다시 실행하거나, `dotnet run -- down` 뒤에 새로 띄운다.", "The last lines of the log say why. Try again when that is mended, or run `dotnet run -- down` and start anew."));
    }

    /// <summary>The failure of a full disk.</summary>
    public ClusterException DiskIsFull(Text who, string detail) => new(
        ClusterProblem.DiskFull,
        new($"디스크에 남은 자리가 없다 ({site.Folder}). {who.Korean}: {detail}", $"No space is left on the disk ({site.Folder}). {who.English}: {detail}"),
        new(
            $"자리를 만들거나, 환경 변수 {ClusterOptions.DataVariable}에 다른 디스크의 폴더를 준다. `dotnet run -- down`은 클러스터의 데이터를 지운다.",
            $"Make room, or set {ClusterOptions.DataVariable} to a folder on another disk. `dotnet run -- down` removes the cluster's data."));

    private static string ReadEnd(string file, long bytes = TailBytes)
    {
        try
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            stream.Seek(-Math.Min(bytes, stream.Length), SeekOrigin.End);
            using StreamReader reader = new(stream, Encoding.UTF8);
            return reader.ReadToEnd();
        }
        catch (IOException)
        {
            return "";
        }
    }

    [GeneratedRegex(@"^\s+at |^\s+\.\.\. \d+ more", RegexOptions.CultureInvariant)]
    private static partial Regex StackLine();

    [GeneratedRegex("No space left on device|not enough space on the disk", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex DiskFull();

    [GeneratedRegex("Address already in use|java.net.BindException", RegexOptions.CultureInvariant)]
    private static partial Regex AddressInUse();

    [GeneratedRegex("(?<=ConfigException: ).+|(?<=IllegalArgumentException: requirement failed: ).+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex BadSetting();

    [GeneratedRegex("OutOfMemoryError|Could not reserve enough space|insufficient memory|Cannot allocate memory", RegexOptions.CultureInvariant)]
    private static partial Regex Memory();
}
