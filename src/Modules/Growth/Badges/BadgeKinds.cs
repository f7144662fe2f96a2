using System.ComponentModel;
using Guildhall.Growth.Deeds;

namespace Guildhall.Growth.Badges;

/// <summary>A badge that everybody earns who has done what it says. Its name and words are text keys.</summary>
/// <param name="Kind">Looked at after a deed of this kind.</param>
/// <param name="Wanted">How many are needed.</param>
/// <param name="Counting">What is counted.</param>
internal sealed record EarnedBadge(
    string Slug, [Localizable(true)] string Name, [Localizable(true)] string About, string Icon, DeedKind Kind, int Wanted,
    BadgeCount Counting = BadgeCount.Deeds);

/// <summary>What a badge counts.</summary>
internal enum BadgeCount
{
    /// <summary>Deeds of the kind.</summary>
    Deeds,

    /// <summary>Those on the one thing on which there are most.</summary>
    OnOneThing,

    /// <summary>How many people did them.</summary>
    People,

    /// <summary>Days since the first of them.</summary>
    DaysSince,
}

/// <summary>The badges that come with the program.</summary>
internal static class BadgeKinds
{
    public static readonly IReadOnlyList<EarnedBadge> All =
    [
        new("first-topic", "First topic", "Opened a topic.", "message", DeedKind.TopicOpened, 1),
        new("first-article", "First article", "Published an article.", "article", DeedKind.ArticlePublished, 1),
        new("ten-articles", "Ten articles", "Published ten articles.", "column", DeedKind.ArticlePublished, 10),
        new("first-answer", "First accepted answer", "Wrote an answer that solved somebody's question.", "check", DeedKind.AnswerAccepted, 1),
        new("helped-ten", "Helped ten people", "Solved the questions of ten different people.", "users", DeedKind.AnswerAccepted, 10, BadgeCount.People),
        new("good-answer", "Good answer", "An answer with 10 votes.", "star", DeedKind.VoteReceived, 10, BadgeCount.OnOneThing),
        new("great-answer", "Great answer", "An answer with 25 votes.", "star", DeedKind.VoteReceived, 25, BadgeCount.OnOneThing),
        new("outstanding-answer", "Outstanding answer", "An answer with 50 votes.", "star", DeedKind.VoteReceived, 50, BadgeCount.OnOneThing),
        new("first-review", "First review", "Reviewed somebody's code.", "code", DeedKind.ReviewGiven, 1),
        new("watchful", "Watchful", "Five reports that moderators acted upon.", "shield", DeedKind.ReportUpheld, 5),
        new("one-year", "A year here", "Came back a year after the first visit.", "home", DeedKind.DailyVisit, 365, BadgeCount.DaysSince),
    ];

    public static EarnedBadge? Find(string slug) => All.FirstOrDefault(b => b.Slug == slug);
}
