namespace Guildhall.Kernel.Contracts.Memberships;

/// <summary>
/// Restrictions as other modules place and lift them in the community that was entered, for whoever acts now. The caller has asked the
/// gate whether they may, and holds a transaction; every call saves inside it. Memberships' own rules hold here too: nobody restricts
/// themselves or an owner of the installation, nor an owner of the community without being one.
/// </summary>
public interface IRestrictions
{
    /// <summary>Restricts a member from now on.</summary>
    /// <param name="until">UTC, exclusive; needed to suspend, <c>null</c> for a ban.</param>
    /// <param name="reason">For the member.</param>
    /// <returns>The restriction's id.</returns>
    /// <exception cref="Http.Refused">404: nobody of this community; 409: restricted already, or not to be restricted; 422.</exception>
    Task<long> PlaceAsync(long memberId, RestrictionKind kind, DateTime? until, string reason, CancellationToken cancel = default);

    /// <summary>Ends a restriction of this community from now on.</summary>
    /// <returns>Whether it was in force until now.</returns>
    /// <exception cref="Http.Refused">404: there is none.</exception>
    Task<bool> LiftAsync(long memberId, long restrictionId, string reason, CancellationToken cancel = default);

    /// <summary>Replies to the open appeal of a restriction; the member may write again.</summary>
    /// <exception cref="Http.Refused">404: there is none; 409: it has its reply; 422.</exception>
    Task ReplyAsync(long memberId, long restrictionId, string text, CancellationToken cancel = default);

    /// <summary>What holds and held of a member in the community that was entered, the newest first; at most 50.</summary>
    Task<IReadOnlyList<PastRestriction>> OfMemberAsync(long memberId, CancellationToken cancel = default);

    /// <summary>What restricted members have written about it, by the ids of their answers, without those of other communities.</summary>
    Task<IReadOnlyDictionary<long, RestrictionAppeal>> AppealsAsync(
        IReadOnlyCollection<long> answerIds, CancellationToken cancel = default);
}

/// <summary>A restriction of a member, in force or over.</summary>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC, exclusive; <c>null</c> for no end.</param>
/// <param name="LiftedAt">UTC; <c>null</c> unless it was lifted before its end.</param>
public sealed record PastRestriction(
    long Id, RestrictionKind Kind, DateTime From, DateTime? Until, string Reason, DateTime? LiftedAt, bool InForce);

/// <summary>What a restricted member wrote to the operators.</summary>
/// <param name="IsOpen">Whether it waits for a reply.</param>
public sealed record RestrictionAppeal(
    long AnswerId, long RestrictionId, long MemberId, RestrictionKind Kind, string Reason, string Text, DateTime At, bool IsOpen);
