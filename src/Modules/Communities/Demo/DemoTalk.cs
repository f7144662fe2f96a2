using System.Globalization;
using System.Reflection;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Contracts.Polls;

namespace Guildhall.Communities.Demo;

/// <summary>
/// Brings what members talk about into a community of the demo: a space of topics and one of questions, and an advertisement that two have
/// reported.
/// </summary>
internal sealed class DemoTalk(
    ITopics topics, ICommunities communities, IReports reports, IEnumerable<IPolls> polls, DemoChat chat, TimeProvider time)
{
    /// <summary>Slug of the space of topics.</summary>
    public const string Talk = "talk";

    public async Task RunAsync(
        DemoCommunity planned, CommunityInfo community, IReadOnlyDictionary<string, long> people, CancellationToken cancel)
    {
        var isChinese = planned.Language == "zh";
        var talk = await communities.EnsureSpaceAsync(
            community.Id, Talk, isChinese ? "交流" : "Talk", SpaceKind.Discussion, cancel: cancel);
        var questions = await communities.EnsureSpaceAsync(
            community.Id, "questions", isChinese ? "问答" : "Questions", SpaceKind.Questions, cancel: cancel);
        foreach (var topic in DemoTopic.In(planned.Language))
            await BringAsync(topic, community.Id, topic.IsQuestion ? questions : talk, people, cancel);
        await chat.RunAsync(planned.Language, community.Id, people, people[planned.Authors[0].Key], cancel);
        var below = DemoTopic.In(planned.Language).First(t => !t.IsQuestion && t.Split is null);
        await AdvertiseAsync(planned, below, community.Id, talk, people, cancel);
    }

    private async Task AdvertiseAsync(
        DemoCommunity planned, DemoTopic below, long communityId, long space, IReadOnlyDictionary<string, long> people,
        CancellationToken cancel)
    {
        var (isChinese, advertiser) = (planned.Language == "zh", planned.Advertiser.Key);
        // It is there already, so its id is given.
        var at = time.GetUtcNow().UtcDateTime;
        var (topic, _) = await topics.OpenAsync(
            new NewTopic(communityId, space, people[below.Author], below.Title, below.Markdown, below.Tags, false, at), cancel);
        var others = people.Where(p => p.Key != below.Author && p.Key != advertiser).OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => p.Value).ToList();
        var words = isChinese ? "接各类系统代运维，价格全网最低，加微信详聊。"
            : "We run your servers at the lowest price anywhere. Write to me for an offer.";
        var reply = new Thing("reply", await topics.ReplyAsync(
            new NewReply(communityId, topic, people[advertiser], words, null, at.AddHours(-3)), cancel));
        await reports.ReportAsync(reply, others[0], isChinese ? "广告，和主题无关。" : "An advertisement.", cancel);
        await reports.ReportAsync(reply, others[1], isChinese ? "同一段话到处发。" : "The same text everywhere.", cancel);
    }

    /// <summary>Everybody but its author has voted, not all alike.</summary>
    private static Dictionary<long, int> VotesIn(DemoTopic topic, IReadOnlyDictionary<string, long> people) => people
        .Where(p => p.Key != topic.Author).OrderBy(p => p.Key, StringComparer.Ordinal)
        .Select((p, n) => (Member: p.Value, Option: n * 2 % (topic.Poll.Count + 1) % topic.Poll.Count + 1))
        .ToDictionary(v => v.Member, v => v.Option);

    private async Task BringAsync(
        DemoTopic topic, long communityId, long space, IReadOnlyDictionary<string, long> people, CancellationToken cancel)
    {
        var begun = time.GetUtcNow().UtcDateTime.AddDays(-topic.DaysOld);
        var line = topic.Poll.Count == 0 || polls.FirstOrDefault() is not { } keeper ? "" : "\n\n" + await keeper.BringAsync(
            new NewPoll(communityId, space, people[topic.Author], topic.Title, topic.Poll, VotesIn(topic, people), begun), cancel);
        var (id, isNew) = await topics.OpenAsync(
            new NewTopic(communityId, space, people[topic.Author], topic.Title, topic.Markdown + line, topic.Tags, topic.IsQuestion, begun)
            {
                Review = topic.Diff is null ? null : new ReviewDraft(topic.Diff, null),
            }, cancel);
        if (!isNew)
            return;
        var replies = new List<long>();
        foreach (var reply in topic.Replies)
            replies.Add(await topics.ReplyAsync(new NewReply(communityId, id, people[reply.Author], reply.Markdown,
                reply.To is { } to ? replies[to - 1] : null, begun.AddHours(reply.HoursLater)), cancel));
        if (topic.Accepted is { } accepted)
            await topics.AcceptAsync(communityId, id, replies[accepted - 1], begun.AddHours(topic.Replies[^1].HoursLater + 1), cancel);
    }
}

/// <summary>
/// A topic of the demo, as it lies in a folder beside this file: lines of "key: value", a line "---", then Markdown; each reply begins
/// with a line "=== author hours", or "=== author hours number" where it answers that reply. Of the kind "review" the text ends in a block
/// <c>```diff</c>, which is what is reviewed; a line "poll: one | other" of the head puts a poll at its end, and a line "split: 3 4 | title" has moved those
/// replies to a topic of that title since.
/// </summary>
internal sealed record DemoTopic(
    string Title, string Author, int DaysOld, IReadOnlyList<string> Tags, bool IsQuestion, int? Accepted, string Markdown,
    IReadOnlyList<DemoReply> Replies)
{
    private const string Fence = "\n```diff\n";

    /// <summary>What is reviewed; <c>null</c> for a topic of another kind.</summary>
    public string? Diff { get; private init; }

    /// <summary>Options of a poll at its end; empty for none.</summary>
    public IReadOnlyList<string> Poll { get; private init; } = [];

    /// <summary>What a moderator made a topic of its own; <c>null</c> where nothing was moved.</summary>
    public DemoSplit? Split { get; private init; }

    private const string Mark = "=== ";

    /// <summary>Of one language, the oldest first.</summary>
    public static IReadOnlyList<DemoTopic> In(string language)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith($"Demo/{language}-talk/", StringComparison.Ordinal))
                .Select(name => Read(assembly, name)).OrderByDescending(topic => topic.DaysOld),
        ];
    }

    private static DemoTopic Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var head = new Dictionary<string, string>();
        while (reader.ReadLine() is { } line && line != "---")
        {
            var pair = line.Split(": ", 2);
            head[pair[0]] = pair[1];
        }
        var parts = ("\n" + reader.ReadToEnd().ReplaceLineEndings("\n")).Split("\n" + Mark);
        var text = head["kind"] == "review" ? parts[0].Split(Fence) : [parts[0]];
        return new DemoTopic(head["title"], head["author"], Number(head["days"]), head["tags"].Split(' '), head["kind"] == "question",
            head.TryGetValue("accepted", out var accepted) ? Number(accepted) : null, text[0].Trim(), [.. parts.Skip(1).Select(Reply)])
        {
            Split = head.TryGetValue("split", out var split) && split.Split(" | ") is [var numbers, var title]
                ? new DemoSplit([.. numbers.Split(' ').Select(Number)], title) : null,
            Poll = head.TryGetValue("poll", out var options) ? options.Split(" | ") : [],
            Diff = text.Length > 1 ? text[1].Split("\n```")[0] + "\n" : null,
        };
    }

    private static DemoReply Reply(string part)
    {
        var (head, text) = (part[..part.IndexOf('\n')].Split(' '), part[part.IndexOf('\n')..].Trim());
        return new DemoReply(head[0], Number(head[1]), head.Length > 2 ? Number(head[2]) : null, text);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

/// <param name="Replies">By number, from 1.</param>
/// <param name="Title">Of the new topic.</param>
internal sealed record DemoSplit(IReadOnlyList<int> Replies, string Title);

/// <param name="HoursLater">After the topic was opened.</param>
/// <param name="To">Which reply it answers, from 1.</param>
internal sealed record DemoReply(string Author, int HoursLater, int? To, string Markdown);
