namespace Guildhall.Insights;

/// <summary>How each figure is reckoned, in words: text keys, shown beside the figure and sent with it.</summary>
internal static class Formulas
{
    public const string
        Registered = "People with an account on this site, whichever community they belong to.",
        Members = "Different people who hold a tier of this community now, the free one included. Grants that have ended or were revoked do not count.",
        Paying = "Members whose highest tier is a paid one. Gifts count: they hold what others paid for.",
        Income = "Sales − refunds of this month, each booked in the money ledger on the day it happened, by the community's clock. Refunds of earlier sales count in the month they are paid back. Processors' fees are a cost and are not taken off.",
        ReadingsPerMember = "Articles read by members in the last 30 days ÷ members. Every reading counts, so it may be more than one. It is not a share: see participation for that.",
        Participation = "Members who read at least one article in the last 30 days ÷ members.",
        Joined = "People by the day of their first membership here, over the last 30 days by the community's clock. Buying again or moving to another tier is not joining.",
        MostRead = "Readings in the last 30 days, by members and visitors; one is counted when the article was on the screen long enough to be read. Readers are different people who were signed in: visitors are counted without being known, so readers may be fewer than readings.";

    public static IReadOnlyDictionary<string, string> ByFigure { get; } = new Dictionary<string, string>
    {
        ["registered"] = Registered,
        ["members"] = Members,
        ["paying"] = Paying,
        ["income"] = Income,
        ["readingsPerMember"] = ReadingsPerMember,
        ["participation"] = Participation,
        ["joined"] = Joined,
        ["mostRead"] = MostRead,
    };
}
