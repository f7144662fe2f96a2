using Guildhall.Growth.Deeds;
using Guildhall.Kernel.Contracts.Moderation;

namespace Guildhall.Growth.Program;

/// <summary>How generous a community begins.</summary>
public enum Preset
{
    /// <summary>Only what others value, and what is published.</summary>
    Quiet,

    /// <summary>That, and taking part.</summary>
    Balanced,

    /// <summary>Everything, coming back included.</summary>
    Lively,
}

/// <summary>Rules to begin with. Accepted answers and votes stand in the proportion that Q&amp;A sites have settled on.</summary>
internal static class Presets
{
    public static ProgramTerms Of(Preset preset) => preset switch
    {
        Preset.Quiet => new(
            new Dictionary<DeedKind, RuleTerms>
            {
                [DeedKind.ArticlePublished] = new(30, 2),
                [DeedKind.ResourcePublished] = new(15, 2),
                [DeedKind.AnswerAccepted] = new(15, null),
                [DeedKind.VoteReceived] = new(10, 20),
                [DeedKind.HelpfulReceived] = new(5, 20),
                [DeedKind.ReviewGiven] = new(10, 5),
                [DeedKind.ReportUpheld] = new(5, 5),
            }, TrustLevel.Basic, 200, null),
        Preset.Lively => new(
            new Dictionary<DeedKind, RuleTerms>
            {
                [DeedKind.ArticlePublished] = new(50, 3),
                [DeedKind.ResourcePublished] = new(25, 3),
                [DeedKind.TopicOpened] = new(5, 5),
                [DeedKind.ReplyPosted] = new(2, 15),
                [DeedKind.AnswerAccepted] = new(20, null),
                [DeedKind.VoteReceived] = new(10, 30),
                [DeedKind.HelpfulReceived] = new(5, 30),
                [DeedKind.ReactionReceived] = new(2, 30),
                [DeedKind.ReviewGiven] = new(15, 5),
                [DeedKind.ReportUpheld] = new(10, 5),
                [DeedKind.DailyVisit] = new(1, 1),
            }, TrustLevel.New, 300, 24),
        _ => new(
            new Dictionary<DeedKind, RuleTerms>
            {
                [DeedKind.ArticlePublished] = new(40, 2),
                [DeedKind.ResourcePublished] = new(20, 2),
                [DeedKind.TopicOpened] = new(3, 3),
                [DeedKind.ReplyPosted] = new(1, 10),
                [DeedKind.AnswerAccepted] = new(15, null),
                [DeedKind.VoteReceived] = new(10, 20),
                [DeedKind.HelpfulReceived] = new(5, 20),
                [DeedKind.ReactionReceived] = new(1, 20),
                [DeedKind.ReviewGiven] = new(10, 5),
                [DeedKind.ReportUpheld] = new(5, 5),
            }, TrustLevel.New, 200, 24),
    };
}
