namespace Guildhall.Kernel.Contracts.Activities;

/// <summary>Who comes to a live session, for those who tell them something.</summary>
public interface ISessionGuests
{
    /// <summary>Members with a seat and the hosts, each once; nobody where there is no such session.</summary>
    Task<IReadOnlyList<long>> ComingAsync(long communityId, long sessionId, CancellationToken cancel = default);
}

/// <summary>Brings sessions and draws for demos, which answer for what they bring: no gate is asked.</summary>
public interface IBroughtSessions
{
    /// <summary>Makes a public session and those who come to it, and saves. One of the same title in the space stays as it is.</summary>
    /// <returns>Its id.</returns>
    Task<long> BringAsync(BroughtSession session, CancellationToken cancel = default);

    /// <summary>Makes a draw with its entries and decides it, and saves. One of the same title stays as it is.</summary>
    Task BringDrawAsync(BroughtDraw draw, CancellationToken cancel = default);
}

/// <summary>A session to be brought.</summary>
/// <param name="StartsAt">UTC.</param>
/// <param name="Minutes">How long it takes.</param>
/// <param name="JoinUrl">Where it takes place; kept secret.</param>
/// <param name="Seats"><c>null</c> for any number.</param>
/// <param name="RecordingUrl">Of a past one; <c>null</c> without.</param>
/// <param name="Notes">Markdown; may be empty.</param>
/// <param name="Guests">Who comes, or came.</param>
public sealed record BroughtSession(
    long SpaceId, long HostId, string Title, string Markdown, string Language, DateTime StartsAt, int Minutes, string JoinUrl, int? Seats,
    string? RecordingUrl, string Notes, IReadOnlyList<long> Guests);

/// <summary>A draw to be brought.</summary>
/// <param name="Prizes">What, and how many of it.</param>
/// <param name="Entrants">Who enters, each once.</param>
/// <param name="At">UTC: when it was opened.</param>
public sealed record BroughtDraw(
    long OwnerId, string Title, string Markdown, IReadOnlyList<(string Name, int Count)> Prizes, IReadOnlyList<long> Entrants, DateTime At);
