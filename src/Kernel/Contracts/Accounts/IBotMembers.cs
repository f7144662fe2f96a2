namespace Guildhall.Kernel.Contracts.Accounts;

/// <summary>
/// Members that are programs. Nobody signs in as one: it has a token and no other credentials. The caller has asked the gate.
/// </summary>
public interface IBotMembers
{
    /// <summary>Makes such a member with a handle of its own and a page that everyone sees, and saves: in the caller's transaction where
    /// there is one.</summary>
    /// <returns>The member's id.</returns>
    /// <exception cref="Http.Refused">422 at "name", "handle" or "about".</exception>
    Task<long> CreateAsync(NewBotMember bot, CancellationToken cancel = default);

    /// <summary>Gives it another name and other words about itself, and saves. The handle stays, because mentions point at it.</summary>
    /// <exception cref="Http.Refused">422 at "name" or "about".</exception>
    Task ChangeAsync(long memberId, string? name, string? about, CancellationToken cancel = default);

    /// <summary>Its words about itself, as Markdown, for the form that changes them.</summary>
    Task<string> AboutAsync(long memberId, CancellationToken cancel = default);

    /// <summary>Shows this picture beside its name, and saves.</summary>
    /// <exception cref="Http.Refused">422 at "picture".</exception>
    Task ShowAsync(long memberId, Stream picture, CancellationToken cancel = default);

    /// <summary>Makes the one token that works from now on: those before it end, on every node within five seconds. It saves.</summary>
    /// <returns>The key, which is nowhere else.</returns>
    Task<string> RotateTokenAsync(long memberId, IReadOnlyCollection<string> scopes, CancellationToken cancel = default);

    /// <summary>Ends its tokens, and with them its streams, on every node within five seconds. It saves.</summary>
    Task RevokeTokensAsync(long memberId, CancellationToken cancel = default);

    /// <summary>When each of these members used a token last; who never did is left out.</summary>
    Task<IReadOnlyDictionary<long, DateTime>> LastSeenAsync(IReadOnlyCollection<long> memberIds, CancellationToken cancel = default);
}

/// <summary>What is typed about a program that shall take part.</summary>
/// <param name="About">Markdown, may be empty.</param>
/// <param name="Language">"zh" or "en".</param>
/// <param name="TimeZone">IANA name.</param>
public sealed record NewBotMember(string? Name, string? Handle, string? About, string Language, string TimeZone);

/// <summary>Which members are programs, from memory: asked wherever a name is shown.</summary>
public interface IKnownBots
{
    /// <summary>Whether this member is a program.</summary>
    ValueTask<bool> ContainsAsync(long memberId, CancellationToken cancel = default);
}
