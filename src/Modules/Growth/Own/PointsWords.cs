using System.ComponentModel;
using Guildhall.Growth.Books;
using Guildhall.Growth.Deeds;
using Guildhall.Growth.Program;
using Guildhall.Growth.Rewards;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Ui;

namespace Guildhall.Growth.Own;

/// <summary>What things of this module are called: text keys.</summary>
internal static class PointsWords
{
    /// <summary>As a rule and as a line of the history.</summary>
    [return: Localizable(true)]
    public static string Of(DeedKind kind) => kind switch
    {
        DeedKind.ArticlePublished => "Article published",
        DeedKind.ResourcePublished => "Resource published",
        DeedKind.TopicOpened => "Topic opened",
        DeedKind.ReplyPosted => "Reply posted",
        DeedKind.AnswerAccepted => "Answer accepted",
        DeedKind.VoteReceived => "Vote for an answer",
        DeedKind.HelpfulReceived => "Found helpful",
        DeedKind.ReactionReceived => "Reaction to a post",
        DeedKind.ReviewGiven => "Code reviewed",
        DeedKind.ReportUpheld => "Report upheld",
        _ => "Daily visit",
    };

    /// <summary>What exactly counts.</summary>
    [return: Localizable(true)]
    public static string About(DeedKind kind) => kind switch
    {
        DeedKind.ArticlePublished => "For its author, once. Taken back when the article is withdrawn.",
        DeedKind.ResourcePublished => "For whoever posted it. Taken back when it is withdrawn.",
        DeedKind.TopicOpened => "Taken back when the topic is deleted, held or removed. Anonymous questions don't count.",
        DeedKind.ReplyPosted => "In other people's topics and below their articles.",
        DeedKind.AnswerAccepted => "For the author of the answer. It moves when another answer is accepted.",
        DeedKind.VoteReceived => "For the author of the answer, from each member once.",
        DeedKind.HelpfulReceived => "For the author of an article or resource, from each reader once.",
        DeedKind.ReactionReceived => "For the author, from each member once per post.",
        DeedKind.ReviewGiven => "A verdict on somebody else's code, once per round.",
        DeedKind.ReportUpheld => "When a moderator acts on what was reported.",
        _ => "Reading or writing anything on that day.",
    };

    [return: Localizable(true)]
    public static string Of(PointsReason reason) => reason switch
    {
        PointsReason.Earned => "Earned",
        PointsReason.TakenBack => "Points taken back",
        PointsReason.Given => "Given by the team",
        PointsReason.Taken => "Taken by the team",
        PointsReason.Redeemed => "Reward",
        PointsReason.Returned => "Reward returned",
        _ => "Expired",
    };

    [return: Localizable(true)]
    public static string Of(RewardKind kind) => kind switch
    {
        RewardKind.Coupon => "Coupon",
        RewardKind.TierDays => "Days of a tier",
        RewardKind.PriorityAnswer => "Priority answer",
        _ => "Handed over by the team",
    };

    [return: Localizable(true)]
    public static string Of(RedemptionState state) => state switch
    {
        RedemptionState.Open => "Waiting",
        RedemptionState.Fulfilled => "Fulfilled",
        _ => "Points returned",
    };

    [return: Localizable(true)]
    public static string Of(Preset preset) => preset switch
    {
        Preset.Quiet => "Quiet",
        Preset.Balanced => "Balanced",
        _ => "Lively",
    };

    [return: Localizable(true)]
    public static string About(Preset preset) => preset switch
    {
        Preset.Quiet => "Only what others value, and what is published. For communities that want few, telling points.",
        Preset.Balanced => "What others value counts most, taking part a little.",
        _ => "Everything counts, daily visits included. For communities that are just starting.",
    };

    [return: Localizable(true)]
    public static string Of(TrustLevel level) => level switch
    {
        TrustLevel.New => "Everyone",
        TrustLevel.Basic => "Basic members and above",
        TrustLevel.Regular => "Regular members and above",
        _ => "Trusted members only",
    };

    /// <summary>What a line of the history is called, in the reader's language.</summary>
    public static string Of(HistoryLine line, Texts t) => (line.Reason, line.Deed) switch
    {
        (PointsReason.Earned, { } deed) => t[Of(deed)],
        (PointsReason.TakenBack, { } deed) => t["Taken back: {0}", t[Of(deed)]],
        _ => t[Of(line.Reason)],
    };

    /// <summary>With a sign.</summary>
    public static string Signed(long amount) => (amount > 0 ? "+" : amount < 0 ? "−" : "")
        + Math.Abs(amount).ToString("N0", System.Globalization.CultureInfo.InvariantCulture);

    public static string Number(long amount) => amount.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
}
