using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Kernel.Live;

/// <summary>What a stream says at its end, and at its beginning, about what its member may no longer hear.</summary>
internal static class LastWords
{
    /// <summary>The session or token has ended: whoever comes back is refused.</summary>
    public static readonly ReadOnlyMemory<byte> Over = LiveStream.Frame(null, "over", "{}");

    /// <summary>The member may hear less than before: whoever comes back hears the rest.</summary>
    public static ReadOnlyMemory<byte> Rights(EndedRight ended) => LiveStream.Frame(null, "rights", LiveEvents.Json(Told(ended)));

    public static string Opening(IReadOnlyList<EndedRight> closed) =>
        closed.Count == 0 ? "{}" : LiveEvents.Json(new { restricted = closed.Select(Told) });

    private static object Told(EndedRight ended) => new
    {
        ended.CommunityId,
        restriction = ended.Restriction?.Kind.ToString().ToLowerInvariant(),
        until = ended.Restriction?.Until,
        reason = ended.Restriction?.Reason,
    };
}
