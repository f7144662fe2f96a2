
namespace Guildhall.Screening.Rules;

/// <summary>What a rule looks at. Each community has at most one of a kind; of words, one for each list.</summary>
public enum RuleKind
{
    /// <summary>Watched words of one list.</summary>
    Words,

    /// <summary>How many links there are, and where they lead.</summary>
    Links,

    /// <summary>How much somebody says in a minute and in an hour.</summary>
    Rate,

    /// <summary>The same text again.</summary>
    Repeats,

    /// <summary>What a new member says first.</summary>
    FirstPosts,

    /// <summary>How much it reads like spam.</summary>
    Spam,
}

/// <summary>How kinds of rules are called.</summary>
internal static class RuleKinds
{
    /// <summary>Those with terms; words have lists.</summary>
    public static readonly IReadOnlyList<RuleKind> WithTerms =
        [RuleKind.Links, RuleKind.Rate, RuleKind.Repeats, RuleKind.FirstPosts, RuleKind.Spam];

    /// <returns>A text key.</returns>
    public static string Name(RuleKind kind) => kind switch
    {
        RuleKind.Words => "Watched words",
        RuleKind.Links => "Links",
        RuleKind.Rate => "Posting rate",
        RuleKind.Repeats => "Repeated text",
        RuleKind.FirstPosts => "First posts",
        _ => "Spam score",
    };

    /// <returns>A text key.</returns>
    public static string About(RuleKind kind) => kind switch
    {
        RuleKind.Words => "Posts with a word of the list wait for a moderator.",
        RuleKind.Links => "Posts with many links from new members, or with links to sites you name.",
        RuleKind.Rate => "Members who post faster than people write.",
        RuleKind.Repeats => "The same text posted again and again.",
        RuleKind.FirstPosts => "The first posts of new members wait until a moderator has read them.",
        _ => "Posts that read like spam to a score learned from examples, and from what your moderators decide.",
    };

    /// <summary>In addresses.</summary>
    public static string Slug(RuleKind kind) => kind == RuleKind.FirstPosts ? "first-posts" : kind.ToString().ToLowerInvariant();

    /// <returns><c>null</c> for what is no kind with terms.</returns>
    public static RuleKind? Read(string? slug) =>
        WithTerms.Where(k => Slug(k) == slug).Select(k => (RuleKind?)k).FirstOrDefault();
}
