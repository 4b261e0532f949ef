using KafkaWorkbook.Reporting;

namespace KafkaWorkbook.Measuring;

/// <summary>How the members of a group come to know which partitions are theirs.</summary>
public enum RebalanceProtocol
{
    /// <summary>The classic protocol, eager: before every new distribution each member gives back all that it has.</summary>
    Eager,

    /// <summary>The classic protocol, cooperative-sticky: members give back only what moves, in a second round.</summary>
    Cooperative,

    /// <summary>The protocol of Kafka 4 (KIP-848): the broker tells each member what to give back and what to take.</summary>
    Consumer,
}

/// <summary>What happens to a group's members.</summary>
public enum GroupChangeKind
{
    /// <summary>They join.</summary>
    Joined,

    /// <summary>They leave, and say so.</summary>
    Left,

    /// <summary>They end without a word: the group notices when their session times out.</summary>
    Died,
}

/// <summary>One step of a plan.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Members">To whom.</param>
public sealed record GroupStep(GroupChangeKind Kind, IReadOnlyList<string> Members);

/// <summary>
/// Who joins, leaves and dies, one after the other; the next step comes when the group has settled. For example
/// <c>GroupPlan.Start("a", "b").Join("c").Leave("a").Die("b")</c>.
/// </summary>
public sealed record GroupPlan
{
    private const int MostMembers = 20;

    private GroupPlan(IReadOnlyList<GroupStep> steps) => Steps = steps;

    /// <summary>The steps in their order.</summary>
    public IReadOnlyList<GroupStep> Steps { get; private init; }

    /// <summary>The group protocol; null for the cluster's usual one.</summary>
    public RebalanceProtocol? Protocol { get; private init; }

    /// <summary>How long nothing may have changed before the next step comes, 0.2 to 10 seconds. Default: 0.7 seconds, more than a heartbeat.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(0.7);

    /// <summary>Begins a plan with members that join at the same time.</summary>
    /// <param name="members">Their names, one or more.</param>
    /// <exception cref="ArgumentException">There is none, or a name is empty or there already.</exception>
    public static GroupPlan Start(params IReadOnlyList<string> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        return members.Count > 0
            ? new GroupPlan([]).With(GroupChangeKind.Joined, members)
            : throw new ArgumentException(new Text("처음부터 있을 컨슈머를 하나 이상 적는다. 예: GroupPlan.Start(\"a\")", "Name at least one member to begin with: GroupPlan.Start(\"a\")").ToString(), nameof(members));
    }

    /// <summary>Then one more joins.</summary>
    /// <param name="member">A new name.</param>
    /// <exception cref="ArgumentException">The name is empty or there already.</exception>
    public GroupPlan Join(string member) => With(GroupChangeKind.Joined, [member]);

    /// <summary>Then one leaves.</summary>
    /// <param name="member">A member's name.</param>
    /// <exception cref="ArgumentException">It is no member, or the last one.</exception>
    public GroupPlan Leave(string member) => With(GroupChangeKind.Left, [member]);

    /// <summary>Then one dies.</summary>
    /// <param name="member">A member's name.</param>
    /// <exception cref="ArgumentException">It is no member, or the last one.</exception>
    public GroupPlan Die(string member) => With(GroupChangeKind.Died, [member]);

    /// <summary>The same steps under a certain protocol.</summary>
    /// <param name="protocol">The protocol.</param>
    public GroupPlan Under(RebalanceProtocol protocol) => this with { Protocol = protocol };

    private GroupPlan With(GroupChangeKind kind, IReadOnlyList<string> members)
    {
        List<string> known = [.. Steps.Where(s => s.Kind == GroupChangeKind.Joined).SelectMany(s => s.Members)];
        List<string> live = [.. known.Except(Steps.Where(s => s.Kind != GroupChangeKind.Joined).SelectMany(s => s.Members))];
        foreach (string member in members)
        {
            Text? wrong = kind switch
            {
                _ when string.IsNullOrWhiteSpace(member) => new("컨슈머의 이름이 비어 있다.", "A member has no name."),
                GroupChangeKind.Joined when known.Contains(member) => new($"컨슈머 {member}의 이름이 두 번 나온다. 나갔던 이름도 다시 쓰지 않는다.", $"The name {member} appears twice; a name that left is not used again."),
                GroupChangeKind.Joined when known.Count >= MostMembers => new($"컨슈머는 {MostMembers}개까지다.", $"At most {MostMembers} members."),
                GroupChangeKind.Joined => null,
                _ when !live.Contains(member) => new($"컨슈머 {Particle.EunNeun(member)} 지금 그룹에 없다.", $"{member} is not in the group at that point."),
                _ when live.Count == 1 => new("마지막 컨슈머까지 없애면 지켜볼 것이 없다.", "Without its last member there is nothing to watch."),
                _ => null,
            };
            if (wrong is { } why)
            {
                throw new ArgumentException(why.ToString(), nameof(members));
            }

            known.Add(member);
        }

        return this with { Steps = [.. Steps, new GroupStep(kind, [.. members])] };
    }
}
