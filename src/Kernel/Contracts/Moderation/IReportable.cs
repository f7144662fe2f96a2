namespace Guildhall.Kernel.Contracts.Moderation;

/// <summary>
/// Answered by every module whose things members can report: it shows the thing to moderators and carries their verdict out. No gate is
/// asked here; whether a member may see what they report is the gate's answer (<see cref="Things.IThings"/>).
/// </summary>
public interface IReportable
{
    /// <summary>Kinds of things that this module owns.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>The thing with its words, for moderators, also after it was removed.</summary>
    /// <returns><c>null</c> where the community has none.</returns>
    Task<ReportedThing?> FindAsync(long communityId, Thing thing, CancellationToken cancel = default);

    /// <summary>Takes it out of everybody's sight but moderators'. It saves, inside the caller's transaction where there is one.</summary>
    /// <returns>Whether others could see it until now.</returns>
    Task<bool> RemoveAsync(long communityId, Thing thing, long by, CancellationToken cancel = default);

    /// <summary>Undoes <see cref="RemoveAsync"/>. It saves, as that does.</summary>
    /// <returns>Whether it was removed until now.</returns>
    Task<bool> RestoreAsync(long communityId, Thing thing, long by, CancellationToken cancel = default);
}

/// <summary>What was reported, as a moderator sees it.</summary>
/// <param name="Title">Of the thing, or of what it stands in.</param>
/// <param name="Html">Its words, sanitised.</param>
/// <param name="Path">Leads to it in its place. Begins with a slash; percent-encoded.</param>
/// <param name="At">UTC, when it was written.</param>
/// <param name="IsRemoved">Whether only moderators see it now.</param>
public sealed record ReportedThing(
    Thing Thing, long AuthorId, string Title, string Html, string Path, DateTime At, bool IsRemoved);
