using System.Diagnostics;
using System.Globalization;
using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Clusters.Docker;

/// <summary>Fetches the images of a compose file before anything is started, with progress: the first time takes minutes, and a reader should see why.</summary>
internal static class DockerImages
{
    // A gigabyte over a slow line; it shows progress all the time and can be cancelled.
    private static readonly TimeSpan PullLimit = TimeSpan.FromMinutes(30);

    /// <summary>The images of a file that are not on this machine.</summary>
    public static async Task<IReadOnlyList<string>> MissingAsync(DockerCli cli, IEnumerable<string> images, CancellationToken cancellationToken)
    {
        string[] wanted = [.. images.Where(i => i.Length > 0).Distinct(StringComparer.Ordinal)];
        bool[] there = await Task.WhenAll(wanted.Select(async i =>
            (await cli.AskAsync(["image", "inspect", "--format", "{{.Id}}", i], DockerCli.Brief, cancellationToken).ConfigureAwait(false)).Succeeded)).ConfigureAwait(false);
        return [.. wanted.Where((_, i) => !there[i])];
    }

    /// <summary>Pulls what is missing, one after the other.</summary>
    /// <exception cref="ClusterException"><see cref="ClusterProblem.ImageUnavailable"/>: it names the image and what the registry said.</exception>
    public static async Task PullMissingAsync(DockerCli cli, IEnumerable<string> images, IProgressDisplay progress, CancellationToken cancellationToken)
    {
        foreach (string image in await MissingAsync(cli, images, cancellationToken).ConfigureAwait(false))
        {
            await PullAsync(cli, image, progress, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task PullAsync(DockerCli cli, string image, IProgressDisplay progress, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        IProgressLine line = progress.Begin(new($"이미지 {image}을(를) 내려받는다. 처음 한 번뿐이다.", $"Pulling the image {image}; only the first time."));
        PullProgress layers = new();
        DockerAnswer answer = await cli.RunAsync("docker", ["pull", image], PullLimit, null, said =>
        {
            layers.Read(said);
            line.Update(new($"이미지 {image}: 층 {layers.Known}개 가운데 {layers.Complete}개를 받았다.", $"Image {image}: {layers.Complete} of {layers.Known} layers are here."));
        }, cancellationToken).ConfigureAwait(false);
        if (!answer.Succeeded)
        {
            Text failed = new($"이미지 {image}을(를) 내려받지 못했다.", $"The image {image} could not be pulled.");
            line.Done(failed);
            ClusterProblem named = DockerFailures.ProblemOf(answer.All);
            ClusterProblem problem = named is ClusterProblem.DiskFull or ClusterProblem.DockerNotRunning or ClusterProblem.DockerPermission ? named : ClusterProblem.ImageUnavailable;
            throw new ClusterException(
                problem,
                new($"{failed.Korean} `docker pull {image}`의 대답:\n{answer.All}", $"{failed.English} `docker pull {image}` answered:\n{answer.All}"),
                DockerFailures.WhatToDo(problem));
        }

        string seconds = Stopwatch.GetElapsedTime(start).TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        line.Done(new($"이미지 {image}을(를) 받았다 ({seconds}초).", $"The image {image} is here ({seconds} s)."));
    }
}

/// <summary>Counts an image's layers in what <c>docker pull</c> prints: a line a layer and step, <c>a1b2c3: Pull complete</c>.</summary>
internal sealed class PullProgress
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _complete = new(StringComparer.Ordinal);

    /// <summary>The layers that were named so far.</summary>
    public int Known => _known.Count;

    /// <summary>Those that are here.</summary>
    public int Complete => _complete.Count;

    public void Read(string line)
    {
        string[] parts = line.Split(": ", 2);
        if (parts.Length == 2 && parts[0].Length == 12 && parts[0].All(char.IsAsciiHexDigitLower))
        {
            _known.Add(parts[0]);
            if (parts[1] is "Pull complete" or "Already exists")
            {
                _complete.Add(parts[0]);
            }
        }
    }
}
