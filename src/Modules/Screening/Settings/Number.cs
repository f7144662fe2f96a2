using System.ComponentModel;

namespace Guildhall.Screening.Settings;

/// <summary>A number that a community sets.</summary>
/// <param name="Key">In forms and programs, and under which it is kept.</param>
/// <param name="Text">A text key.</param>
/// <param name="Default">Discourse's, where it has one.</param>
public sealed record Number(string Key, [Localizable(true)] string Text, int Default, int Least, int Most);

/// <summary>
/// All numbers, in the order in which forms show them. Defaults of trust and of new members' limits are Discourse's (its TL1 to TL3 and
/// TL0 settings).
/// </summary>
public static class Numbers
{
    public static readonly Number
        BasicTopics = new("basicTopics", "Topics and articles opened", 5, 0, 1000),
        BasicPosts = new("basicPosts", "Posts read", 30, 0, 10_000),
        BasicMinutes = new("basicMinutes", "Minutes of reading", 10, 0, 10_000),
        RegularDays = new("regularDays", "Days visited", 15, 0, 1000),
        RegularTopics = new("regularTopics", "Topics and articles opened", 20, 0, 10_000),
        RegularPosts = new("regularPosts", "Posts read", 100, 0, 100_000),
        RegularMinutes = new("regularMinutes", "Minutes of reading", 60, 0, 100_000),
        RegularGiven = new("regularGiven", "Likes given", 1, 0, 1000),
        RegularReceived = new("regularReceived", "Likes received", 1, 0, 1000),
        RegularReplied = new("regularReplied", "Topics replied to", 3, 0, 1000),
        TrustedWindow = new("trustedWindow", "Days that count", 100, 7, 365),
        TrustedDays = new("trustedDays", "Days visited", 50, 0, 365),
        TrustedReplied = new("trustedReplied", "Topics replied to", 10, 0, 1000),
        TrustedTopicsPercent = new("trustedTopicsPercent", "Share of new topics opened, in percent", 25, 0, 100),
        TrustedPostsPercent = new("trustedPostsPercent", "Share of new posts read, in percent", 25, 0, 100),
        TrustedGiven = new("trustedGiven", "Likes given", 30, 0, 10_000),
        TrustedReceived = new("trustedReceived", "Likes received", 20, 0, 10_000),
        TrustedRemoved = new("trustedRemoved", "Posts removed by moderators, at most", 5, 0, 1000),
        TrustedLow = new("trustedLow", "Kept from this share of each number, in percent", 90, 0, 100),
        TrustedGrace = new("trustedGrace", "Days of grace before it is lost", 14, 0, 365),
        NewLinks = new("newLinks", "Links in a post", 2, 0, 100),
        NewMentions = new("newMentions", "People mentioned in a post", 2, 0, 100),
        NewPictures = new("newPictures", "Pictures in a post", 1, 0, 100),
        NewTopics = new("newTopics", "Topics on the first day", 3, 0, 1000),
        NewReplies = new("newReplies", "Replies on the first day", 10, 0, 1000),
        FloodMinutes = new("floodMinutes", "Minutes watched", 10, 1, 120),
        FloodJoins = new("floodJoins", "Joins within these minutes", 50, 5, 10_000),
        FloodFromOne = new("floodFromOne", "Joins from one network within them", 10, 2, 10_000),
        FloodHours = new("floodHours", "Hours until it ends automatically", 6, 1, 168),
        FloodSlow = new("floodSlow", "Joins in a minute while it lasts", 3, 1, 1000);

    public static readonly IReadOnlyList<Number>
        Basic = [BasicTopics, BasicPosts, BasicMinutes],
        Regular = [RegularDays, RegularTopics, RegularPosts, RegularMinutes, RegularGiven, RegularReceived, RegularReplied],
        Trusted =
        [
            TrustedWindow, TrustedDays, TrustedReplied, TrustedTopicsPercent, TrustedPostsPercent, TrustedGiven, TrustedReceived,
            TrustedRemoved, TrustedLow, TrustedGrace,
        ],
        NewMembers = [NewLinks, NewMentions, NewPictures, NewTopics, NewReplies],
        Floods = [FloodMinutes, FloodJoins, FloodFromOne, FloodHours, FloodSlow];

    public static readonly IReadOnlyList<Number> All = [.. Basic, .. Regular, .. Trusted, .. NewMembers, .. Floods];
}

/// <summary>The numbers of one community: those that it has set, and defaults for the others.</summary>
public sealed class NumbersOf(IReadOnlyDictionary<string, int> set)
{
    public static readonly NumbersOf Default = new(new Dictionary<string, int>());

    public int this[Number number] => set.TryGetValue(number.Key, out var value) ? value : number.Default;
}
