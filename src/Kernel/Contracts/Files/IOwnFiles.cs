namespace Guildhall.Kernel.Contracts.Files;

/// <summary>Files that members have uploaded, for whoever packs what is theirs. Each module answers for its own.</summary>
public interface IOwnFiles
{
    /// <summary>All that this member has brought, in every community, the newest first.</summary>
    Task<IReadOnlyList<OwnFile>> OfAsync(long memberId, CancellationToken cancel = default);
}

/// <summary>A file that a member has uploaded.</summary>
/// <param name="Name">Safe as the name of a file; not unique.</param>
/// <param name="Size">Bytes.</param>
/// <param name="AddedAt">UTC.</param>
/// <param name="OpenAsync">Its bytes; <c>null</c> where they are missing.</param>
public sealed record OwnFile(string Name, long Size, DateTime AddedAt, Func<CancellationToken, Task<Stream?>> OpenAsync);
