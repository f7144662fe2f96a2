using System.ComponentModel;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Screening.Settings;

namespace Guildhall.Screening.Trust;

/// <summary>The numbers of trust that are no conditions of their own.</summary>
internal sealed record NumbersForTrust(int Window, double Low, TimeSpan Grace)
{
    public static NumbersForTrust Of(NumbersOf numbers) => new(
        numbers[Numbers.TrustedWindow], numbers[Numbers.TrustedLow] / 100.0, TimeSpan.FromDays(numbers[Numbers.TrustedGrace]));
}

/// <summary>All that is known of what a member did.</summary>
/// <param name="Ever">Since they came.</param>
/// <param name="Days">Days visited, since they came.</param>
/// <param name="Lately">Within the days that count for the highest level.</param>
/// <param name="LatelyDays">Days visited within them.</param>
/// <param name="NewTopics">Topics that came within them.</param>
/// <param name="NewPosts">The same of posts.</param>
internal sealed record TrustFacts(
    TakingPart Ever, int Days, TakingPart Lately, int LatelyDays, int NewTopics, int NewPosts);

/// <summary>One condition of a level.</summary>
/// <param name="Text">A text key.</param>
/// <param name="AtMost">Whether <paramref name="Wanted"/> is the most instead of the least.</param>
internal sealed record TrustCondition(TrustLevel Level, [Localizable(true)] string Text, int Done, int Wanted, bool AtMost = false)
{
    public bool IsMet => AtMost ? Done <= Wanted : Done >= Wanted;

    /// <summary>Whether enough of it is done to keep what was reached.</summary>
    public bool IsKept(double low) => AtMost ? IsMet : Done >= Math.Floor(Wanted * low);
}

/// <summary>The level that follows from what a member did, with every condition.</summary>
/// <param name="KeepsTrusted">Whether whoever has the highest level keeps it.</param>
internal sealed record TrustReckoning(TrustLevel Level, bool KeepsTrusted, IReadOnlyList<TrustCondition> Conditions)
{
    // Shares are of so many at most: in a busy community nobody reads a quarter of everything.
    private const int MostTopics = 500, MostPosts = 20_000;

    public static TrustReckoning Of(TrustFacts facts, NumbersOf numbers)
    {
        List<TrustCondition> conditions = [.. Basic(facts, numbers), .. Regular(facts, numbers), .. Trusted(facts, numbers)];
        var level = TrustLevel.New;
        while (level < TrustLevel.Trusted && conditions.Where(c => c.Level == level + 1).All(c => c.IsMet))
            level++;
        var low = NumbersForTrust.Of(numbers).Low;
        var keeps = conditions.Where(c => c.Level == TrustLevel.Trusted).All(c => c.IsKept(low));
        return new TrustReckoning(level, keeps, conditions);
    }

    /// <summary>The same for somebody from whom operators have taken something: they are trusted no more than regular ones.</summary>
    public TrustReckoning OfRestricted() =>
        this with { Level = Level == TrustLevel.Trusted ? TrustLevel.Regular : Level, KeepsTrusted = false };

    /// <summary>Of the level after this one; none where there is none.</summary>
    public IEnumerable<TrustCondition> Towards(TrustLevel level) => Conditions.Where(c => c.Level == level);

    private static IEnumerable<TrustCondition> Basic(TrustFacts facts, NumbersOf numbers) =>
    [
        Of(TrustLevel.Basic, Numbers.BasicTopics, facts.Ever.TopicsEntered, numbers),
        Of(TrustLevel.Basic, Numbers.BasicPosts, facts.Ever.PostsRead, numbers),
        Of(TrustLevel.Basic, Numbers.BasicMinutes, facts.Ever.SecondsReading / 60, numbers),
    ];

    private static IEnumerable<TrustCondition> Regular(TrustFacts facts, NumbersOf numbers) =>
    [
        Of(TrustLevel.Regular, Numbers.RegularDays, facts.Days, numbers),
        Of(TrustLevel.Regular, Numbers.RegularTopics, facts.Ever.TopicsEntered, numbers),
        Of(TrustLevel.Regular, Numbers.RegularPosts, facts.Ever.PostsRead, numbers),
        Of(TrustLevel.Regular, Numbers.RegularMinutes, facts.Ever.SecondsReading / 60, numbers),
        Of(TrustLevel.Regular, Numbers.RegularGiven, facts.Ever.LikesGiven, numbers),
        Of(TrustLevel.Regular, Numbers.RegularReceived, facts.Ever.LikesReceived, numbers),
        Of(TrustLevel.Regular, Numbers.RegularReplied, facts.Ever.TopicsRepliedTo, numbers),
    ];

    private static IEnumerable<TrustCondition> Trusted(TrustFacts facts, NumbersOf numbers)
    {
        var lately = facts.Lately;
        var received = numbers[Numbers.TrustedReceived];
        return
        [
            Of(TrustLevel.Trusted, Numbers.TrustedDays, facts.LatelyDays, numbers),
            Of(TrustLevel.Trusted, Numbers.TrustedReplied, lately.TopicsRepliedTo, numbers),
            new(TrustLevel.Trusted, "New topics opened", lately.TopicsEntered, Share(facts.NewTopics, numbers[Numbers.TrustedTopicsPercent], MostTopics)),
            new(TrustLevel.Trusted, "New posts read", lately.PostsRead, Share(facts.NewPosts, numbers[Numbers.TrustedPostsPercent], MostPosts)),
            Of(TrustLevel.Trusted, Numbers.TrustedGiven, lately.LikesGiven, numbers),
            Of(TrustLevel.Trusted, Numbers.TrustedReceived, lately.LikesReceived, numbers),
            // From a few friends alone, or all on one day, they say little.
            new(TrustLevel.Trusted, "Members who liked your posts", lately.LikedBy, (received + 3) / 4),
            new(TrustLevel.Trusted, "Days on which your posts were liked", lately.LikedOnDays, (received + 2) / 3),
            new(TrustLevel.Trusted, Numbers.TrustedRemoved.Text, lately.Removed, numbers[Numbers.TrustedRemoved], AtMost: true),
        ];
    }

    private static TrustCondition Of(TrustLevel level, Number number, int done, NumbersOf numbers) =>
        new(level, number.Text, done, numbers[number]);

    private static int Share(int of, int percent, int most) => Math.Min(most, (int)Math.Ceiling(of * (percent / 100.0)));
}
