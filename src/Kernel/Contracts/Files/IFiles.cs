using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Kernel.Contracts.Files;

/// <summary>
/// Keeps what people upload: streamed to the disk, typed by its bytes, within the community's quota. A file belongs to one thing of
/// another module, which answers who may have it (<see cref="IFileOwner"/>); one that no thing uses is swept away after a day.
/// </summary>
public interface IFiles
{
    /// <summary>Bytes of the largest file that is taken in.</summary>
    long MaxBytes { get; }

    /// <summary>Takes a file in as it is and saves its row. It belongs to nothing until <see cref="AttachAsync"/>.</summary>
    /// <exception cref="Refused">
    /// At the field "file": it is missing, too large, or not what its name says; the quota is reached. Nothing stays behind.
    /// </exception>
    Task<KeptFile> KeepAsync(IncomingFile file, CancellationToken cancel = default);

    /// <summary>
    /// Takes a picture in: decoded, turned upright, scaled to widths of 64 to 1600 points and written anew, so that nothing else that was
    /// in the file is kept.
    /// </summary>
    /// <exception cref="Refused">
    /// At the field "picture": it is missing, no picture, damaged, or of too many bytes or points; the quota is reached.
    /// </exception>
    Task<KeptFile> KeepPictureAsync(IncomingFile file, PictureShape shape, CancellationToken cancel = default);

    /// <summary>Makes the file the thing's, in the caller's unit of work: the caller saves.</summary>
    /// <exception cref="InvalidOperationException">There is no such file, or it is another thing's.</exception>
    Task AttachAsync(long fileId, Thing owner, CancellationToken cancel = default);

    /// <summary>
    /// Makes the file the only one of a thing that has one at a time, as a member has one face: what it had before is swept away. In the
    /// caller's unit of work: the caller saves.
    /// </summary>
    /// <param name="fileId"><c>null</c> takes its file from it.</param>
    Task ReplaceAsync(Thing owner, long communityId, long? fileId, CancellationToken cancel = default);

    /// <summary>
    /// Gives the file of one thing to another, which has one at a time too; in the caller's unit of work: the caller saves.
    /// </summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> HandOverAsync(Thing from, Thing to, long communityId, CancellationToken cancel = default);

    /// <summary>
    /// The files of these codes that this member has brought into this community and that no thing uses yet: what a form names that was
    /// uploaded before it was sent. All others are left out alike.
    /// </summary>
    Task<IReadOnlyList<KeptFile>> UnusedAsync(
        long communityId, long addedBy, IReadOnlyCollection<string> codes, CancellationToken cancel = default);

    /// <summary>The thing uses the file no longer; in the caller's unit of work. Harmless where there is no such file.</summary>
    Task ReleaseAsync(long fileId, CancellationToken cancel = default);

    /// <summary>
    /// A link that opens the file to this viewer for some minutes without asking the owner again, e.g. for a player that reads it in
    /// ranges. The caller has asked the gate. Who else holds it, or comes later, is asked as without it.
    /// </summary>
    /// <returns>Begins with a slash; percent-encoded.</returns>
    string LinkTo(KeptFile file, Viewer viewer);

    /// <summary>Answers the current request with the file, or the range of it that was asked for. The caller has asked the gate.</summary>
    /// <param name="audience">Decides who may keep the answer: <see cref="FileAudience.Everyone"/> lets caches keep it for a while.</param>
    /// <exception cref="Refused">404: there is no such file, or its bytes are missing.</exception>
    Task<IResult> ServeAsync(long fileId, FileAudience audience, CancellationToken cancel = default);
}

/// <summary>A file that somebody brings.</summary>
/// <param name="CommunityId">Whose quota it counts for; 0 for a member's own, as a face.</param>
/// <param name="Content">Read once, to its end; the caller disposes it.</param>
/// <param name="Name">As it came; made harmless.</param>
/// <param name="AddedBy">The member.</param>
public sealed record IncomingFile(long CommunityId, Stream Content, string? Name, long AddedBy);

/// <summary>A file that is kept.</summary>
/// <param name="Code">Random; stands in its address.</param>
/// <param name="Name">As it was called, made harmless.</param>
/// <param name="MediaType">Told by its bytes.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Of its bytes, as small hexadecimal digits.</param>
public sealed record KeptFile(long Id, string Code, string Name, string MediaType, long Size, string Sha256)
{
    /// <summary>Its address, for whom its owner opens it. Begins with a slash; percent-encoded.</summary>
    public string Path => $"/files/{Code}/{Uri.EscapeDataString(Name)}";
}

/// <summary>What becomes of a picture's outline.</summary>
public enum PictureShape
{
    /// <summary>Its proportions stay; widths of 320, 640, 960 and 1600 points, as far as it reaches.</summary>
    AsIs,

    /// <summary>Its middle is cut out as a square; widths of 64, 128, 256 and 512 points.</summary>
    Square,
}
