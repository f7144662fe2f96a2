using Guildhall.Kernel.Http;

namespace Guildhall.Kernel.Contracts.Moderation;

/// <summary>
/// Looks at what somebody wants to say before others read it. Asked before the transaction, so it may take its time; where no module
/// answers, everything is published.
/// </summary>
public interface IScreening
{
    /// <summary>Decides about one post. It never throws for what a person wrote.</summary>
    Task<Screened> ScreenAsync(PostToScreen post, CancellationToken cancel = default);
}

/// <summary>What somebody wants to say.</summary>
/// <param name="Kind">"topic", "reply" or another kind of thing.</param>
/// <param name="Id">Of the post that is edited; <c>null</c> for a new one.</param>
/// <param name="Title">Empty where the kind has none.</param>
/// <param name="Plain">The text without marks.</param>
/// <param name="Links">Targets of its links, as written.</param>
public sealed record PostToScreen(
    long CommunityId, string Kind, long? Id, long AuthorId, string Title, string Markdown, string Plain, IReadOnlyList<string> Links)
{
    /// <summary>How many people it names.</summary>
    public int Mentions { get; init; }

    /// <summary>How many pictures it shows.</summary>
    public int Pictures { get; init; }
}

/// <summary>The answer.</summary>
/// <param name="Reason">For moderators, and of a refusal for the author; a text in the community's words. Empty where nothing is
/// said.</param>
public sealed record Screened(ScreeningVerdict Verdict, string Reason = "")
{
    /// <summary>Nothing speaks against it.</summary>
    public static readonly Screened Publish = new(ScreeningVerdict.Publish);

    /// <summary>Of a refusal: when the same may be said; <c>null</c> where waiting changes nothing.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Refuses what may not be said here.</summary>
    /// <param name="field">Where it was typed.</param>
    /// <returns>Whether it has to wait for a moderator, and why.</returns>
    /// <exception cref="Refused">422, or 429 where waiting helps; <c>post_refused</c>.</exception>
    public (bool IsHeld, string Reason) OrRefused(string field) =>
        Verdict == ScreeningVerdict.Refuse ? throw Refusal(field) : (Verdict == ScreeningVerdict.Hold, Reason);

    /// <summary>What the author is told where this cannot be posted.</summary>
    /// <param name="field">Where it was typed.</param>
    public Refused Refusal(string field) => this switch
    {
        { RetryAfter: { } wait } =>
            new Refused("post_refused", 429, "This cannot be posted now: {0}", Reason) { Field = field, RetryAfter = wait },
        { Reason.Length: > 0 } => Refused.AtField(field, "post_refused", "This cannot be posted here: {0}", Reason),
        _ => Refused.AtField(field, "post_refused", "This cannot be posted here."),
    };
}

/// <summary>What becomes of a post.</summary>
public enum ScreeningVerdict
{
    /// <summary>Others read it at once.</summary>
    Publish,

    /// <summary>It waits for a moderator; its author sees it as held, nobody else sees it.</summary>
    Hold,

    /// <summary>It is not kept; its author is told and the text stays in the form.</summary>
    Refuse,
}

/// <summary>The answer where no module screens.</summary>
public sealed class PublishEverything : IScreening
{
    /// <inheritdoc/>
    public Task<Screened> ScreenAsync(PostToScreen post, CancellationToken cancel = default) => Task.FromResult(Screened.Publish);
}
