using System.Text.RegularExpressions;
using KafkaWorkbook.Notebooks.Documents;

namespace KafkaWorkbook.Notebooks.Checking;

/// <summary>Lines that begin with # or %: each kernel has its own, and only one of them is everywhere.</summary>
internal static partial class DirectiveRules
{
    public static IEnumerable<LintFinding> Check(NotebookCell cell, int number, bool mayReference)
    {
        string[] lines = cell.Source.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].TrimStart();
            if (line.StartsWith("#!", StringComparison.Ordinal) || Percent().IsMatch(line))
            {
                yield return new("magic", number, i + 1, new(
                    "매직 명령은 커널마다 다르고, 실패해도 조용하다(#!import). 코드는 도우미 라이브러리에 둔다.",
                    "magic commands differ from kernel to kernel, and #!import fails silently; put code into the helper library."));
            }
            else if (NuGet().IsMatch(line))
            {
                yield return new("nuget", number, i + 1, new(
                    "#r \"nuget:\"은 SDK와 인터넷이 필요하고 같은 어셈블리를 두 벌 만든다. 필요한 것은 도우미 라이브러리가 가져온다.",
                    "#r \"nuget:\" needs an SDK and the network and brings assemblies a second time; the helper library brings what is needed."));
            }
            else if (Reference().IsMatch(line) && !mayReference)
            {
                yield return new("reference", number, i + 1, new("#r은 첫 코드 셀에만 둔다.", "#r stands in the first code cell only."));
            }
            else if (Load().IsMatch(line))
            {
                yield return new("load", number, i + 1, new("#load와 #i는 모든 커널에 있지 않다.", "#load and #i are not in all kernels."));
            }
        }
    }

    [GeneratedRegex("^%%?[a-zA-Z]+( |$)")]
    private static partial Regex Percent();

    [GeneratedRegex("^#r\\s+\"nuget:", RegexOptions.IgnoreCase)]
    private static partial Regex NuGet();

    [GeneratedRegex("^#r\\s")]
    private static partial Regex Reference();

    [GeneratedRegex("^#(load|i)\\s")]
    private static partial Regex Load();
}
