using System.Text.RegularExpressions;
using KafkaWorkbook.Notebooks;
using KafkaWorkbook.Notebooks.Checking;
using KafkaWorkbook.Notebooks.Documents;
using Xunit;

namespace KafkaWorkbook.Tests.Chapters;

/// <summary>What holds for a chapter's text, whether it is run or not.</summary>
public sealed partial class ChapterTextTests
{
    /// <summary>The document's own sentences, word by word, in its order: each has to be quoted, and nothing else may be called a quote.</summary>
    private static readonly Dictionary<string, string[]> Sentences = new()
    {
        [Chapter.WhatIsKafka] =
        [
            "Apache Kafka는 **대용량의 실시간 데이터 스트리밍을 처리하기 위한 분산 이벤트 스트리밍 플랫폼**이다.",
            "기본적으로 **Pub/Sub 메시징 시스템**이지만, 영속성, 확장성, 처리 속도 면에서 뛰어난 특성을 제공한다.",
            "Kafka는 LinkedIn에서 시작되어 현재는 Apache Software Foundation에서 관리되며, 로그 수집, 실시간 분석, 데이터 파이프라인, 마이크로서비스 통신 등에 널리 사용된다.",
        ],
        [Chapter.StrengthsAndWeaknesses] =
        [
            "**고성능**: 초당 수백만 개의 메시지를 처리 가능",
            "**확장성**: 브로커를 추가하여 수평 확장 가능",
            "**내결함성**: 데이터 복제를 통해 장애 대비 가능",
            "**내구성**: 메시지가 디스크에 저장되어 영속성 보장",
            "**유연한 소비자 처리**: 하나의 메시지를 여러 Consumer Group이 독립적으로 처리 가능",
            "**초기 학습 곡선이 있음**",
            "**운영 난이도**: 클러스터 운영/모니터링/장애 처리에 대한 학습 필요",
            "**짧은 메시지 보존이 디폴트**: 장기 저장은 별도 설정 필요",
        ],
        [Chapter.Components] =
        [
            "**Zookeeper**: Kafka 클러스터의 메타데이터와 상태 관리. 최근 Kafka 3.x 이후로는 Zookeeper 없이도 운영 가능한 KRaft 모드도 등장",
            "**Broker**: Kafka 서버. 메시지를 저장하고 전송하는 핵심 단위",
            "**Topic**: 메시지가 저장되는 논리적인 채널",
            "**Partition**: Topic을 나눈 단위. 병렬 처리 및 확장성 제공",
            "**Producer**: 메시지를 Kafka에 발행하는 클라이언트",
            "**Consumer**: 메시지를 Kafka에서 구독하는 클라이언트",
            "**Consumer Group**: 여러 Consumer가 하나의 그룹으로 묶여 병렬로 메시지를 소비함",
        ],
        [Chapter.CoreFeatures] =
        [
            "**Pub/Sub 메시징**: 메시지를 발행(Publish)하고 구독(Subscribe)하는 모델 지원",
            "**내구성(Durability)**: 디스크에 메시지를 저장하여 데이터 유실 방지",
            "**확장성(Scalability)**: 파티션을 통해 수평 확장 가능",
            "**고가용성(HA)**: 브로커 장애 시 복제된 데이터로 자동 복구",
            "**순서 보장(Ordering)**: 파티션 내에서 메시지 순서 보장",
            "**재처리 지원**: Consumer는 오프셋을 통해 특정 시점부터 메시지를 재처리할 수 있음",
        ],
        [Chapter.WhyKafka] =
        [
            "Kafka는 단순 메시지 큐를 넘어, **시스템 전체의 이벤트 흐름을 중심으로 구성하는 아키텍처**를 가능하게 한다.",
            "**서비스 간 결합도 낮추기**: 직접적인 REST API 호출 대신 이벤트 기반 처리로 독립성 확보",
            "**비동기 처리**: 대량 요청에도 유연하게 대응 가능",
            "**감사 로그 및 이벤트 저장소 역할**: 이벤트 소싱 패턴에 적합",
            "**마이크로서비스의 커뮤니케이션 허브**로 사용 가능",
        ],
        [Chapter.LocalCluster] =
        [
            "**Zookeeper 1대 + Kafka Broker 3대** 구성 (Docker Compose 활용)",
            "각 브로커는 고유 포트 및 브로커 ID로 구동됨",
            "`docker-compose.kafka.yaml`으로 손쉽게 실행 가능",
            "`docker-compose -f docker-compose.kafka.yaml up -d`",
            "1. Kafka 클러스터 실행 확인 (`docker ps`)",
            "2. Kafka CLI 또는 Kafka client 라이브러리로 Topic 생성",
            "3. Producer를 통해 메시지 발행",
            "4. Consumer를 통해 메시지 수신 확인",
        ],
    };

    [Theory]
    [MemberData(nameof(Chapter.All), MemberType = typeof(Chapter))]
    public async Task Every_sentence_of_its_section_is_quoted_word_by_word(string name)
    {
        NotebookDocument chapter = await Chapter.ReadAsync(name);
        string section = name[1..2];
        string[] quotes = [.. chapter.Cells.Where(c => c.Kind == CellKind.Markdown).SelectMany(c => c.Source.Split('\n')).Where(l => l.StartsWith("> ", StringComparison.Ordinal))];
        Assert.Equal(Sentences[name].Select(s => $"> {s} (문서 §{section})"), quotes);
    }

    [Theory]
    [MemberData(nameof(Chapter.All), MemberType = typeof(Chapter))]
    public async Task Cells_are_short(string name)
    {
        int[] sizes = [.. (await Chapter.ReadAsync(name)).Cells.Where(c => c.Kind == CellKind.Code).Select(c => c.Source.Split('\n').Count(l => l.Trim().Length > 0)).Order()];
        Assert.True(sizes[sizes.Length / 2] <= 4, $"median {sizes[sizes.Length / 2]}");
        Assert.True(sizes[^1] <= 12, $"longest {sizes[^1]}");
    }

    [Theory]
    [MemberData(nameof(Chapter.All), MemberType = typeof(Chapter))]
    public async Task The_first_cell_is_every_chapters_and_how_to_build_stands_above_it(string name)
    {
        NotebookDocument chapter = await Chapter.ReadAsync(name);
        int first = chapter.Cells.ToList().FindIndex(c => c.Kind == CellKind.Code);
        Assert.Equal(ChapterStart.Code, chapter.Cells[first].Source);
        Assert.Contains("dotnet build", chapter.Cells[first - 1].Source, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Chapter.All), MemberType = typeof(Chapter))]
    public async Task It_says_what_readers_learn_how_long_it_takes_and_what_became_of_ZooKeeper(string name)
    {
        NotebookDocument chapter = await Chapter.ReadAsync(name);
        Assert.Contains("이 장을 마치면 이렇게 말할 수 있다", chapter.Cells[0].Source, StringComparison.Ordinal);
        Assert.Matches("걸리는 시간.*분", chapter.Cells[0].Source);
        Assert.Contains(chapter.Cells, c => c.Source.Contains("**Kafka 4에는 ZooKeeper가 없다.**", StringComparison.Ordinal) && c.Source.Contains("모두 KRaft다", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Chapter.All), MemberType = typeof(Chapter))]
    public async Task Code_holds_no_Korean_so_that_the_English_edition_can_have_the_same_cells(string name) =>
        Assert.DoesNotContain((await Chapter.ReadAsync(name)).Cells.Where(c => c.Kind == CellKind.Code), c => Hangul().IsMatch(c.Source));

    [Theory]
    [MemberData(nameof(Chapter.All), MemberType = typeof(Chapter))]
    public async Task Nothing_in_it_is_rejected_by_a_kernel_and_the_files_are_in_their_one_form(string name)
    {
        NotebookDocument chapter = await Chapter.ReadAsync(name);
        NotebookDocument solutions = await Chapter.SolutionsAsync(name);
        Assert.Equal([], NotebookLint.Check(chapter, NotebookRole.Chapter, TestContext.Current.CancellationToken).Select(f => f.ToString()));
        Assert.Equal([], NotebookLint.Check(solutions, NotebookRole.Solutions, TestContext.Current.CancellationToken).Select(f => f.ToString()));
        foreach (NotebookDocument file in new[] { chapter, solutions })
        {
            Assert.Equal(file.Normalize().ToJson(), await File.ReadAllTextAsync(file.FilePath!, TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [MemberData(nameof(Chapter.All), MemberType = typeof(Chapter))]
    public async Task Every_exercise_has_a_task_an_empty_answer_a_check_and_a_solution_with_an_explanation(string name)
    {
        NotebookDocument chapter = await Chapter.ReadAsync(name);
        NotebookDocument solutions = await Chapter.SolutionsAsync(name);
        string[] exercises = [.. chapter.Cells.Select(ChapterComposer.ExerciseOf).OfType<string>().Distinct()];
        Assert.True(exercises.Length >= 4, $"{exercises.Length} exercises");
        foreach (string exercise in exercises)
        {
            NotebookCell[] cells = [.. chapter.Cells.Where(c => ChapterComposer.ExerciseOf(c) == exercise)];
            Assert.Equal([CellKind.Markdown, CellKind.Code, CellKind.Code], cells.Select(c => c.Kind));
            Assert.All(cells, c => Assert.True(c.HasTag("exercise")));
            Assert.Contains($"연습 {exercise}", cells[0].Source, StringComparison.Ordinal);
            Assert.Contains("Check.", cells[2].Source, StringComparison.Ordinal);
            Assert.Equal([CellKind.Code, CellKind.Markdown], solutions.Cells.Where(c => ChapterComposer.ExerciseOf(c) == exercise).Select(c => c.Kind));
        }
    }

    [GeneratedRegex(@"[\uac00-\ud7a3\u3131-\u318e]")]
    private static partial Regex Hangul();
}
