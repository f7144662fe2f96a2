using System.Text.RegularExpressions;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Attachments;

/// <summary>Files of a post are for those who read it; while it waits for a moderator, for its author too.</summary>
internal sealed class PostFiles(AppDb db, IThings things) : IFileOwner
{
    public IReadOnlyList<string> Kinds => [Topic.OwnKind, Reply.OwnKind];

    public async Task<IReadOnlyDictionary<Thing, FileAudience>> AudienceAsync(
        long communityId, IReadOnlyCollection<Thing> asked, Viewer viewer, CancellationToken cancel = default)
    {
        var open = (await things.FindAsync(communityId, asked, viewer, cancel)).Where(t => t.Value.IsWhole)
            .ToDictionary(t => t.Key, t => t.Value.IsPublic ? FileAudience.Everyone : FileAudience.Viewer);
        // A token shows its owner nothing that waits.
        if (viewer is { MemberId: { } me, Scopes: null } && asked.FirstOrDefault(t => !open.ContainsKey(t)) is { Id: > 0 } other
            && await WaitsAsync(communityId, other, me, cancel))
            open[other] = FileAudience.Viewer;
        return open;
    }

    private Task<bool> WaitsAsync(long communityId, Thing thing, long me, CancellationToken cancel) => thing.Kind == Topic.OwnKind
        ? db.Set<Topic>().IgnoreQueryFilters().AnyAsync(t => t.CommunityId == communityId && t.Id == thing.Id && t.AuthorId == me
            && t.Standing != Standing.Shown && t.DeletedAt == null, cancel)
        : db.Set<Reply>().IgnoreQueryFilters().AnyAsync(r => r.CommunityId == communityId && r.Id == thing.Id && r.AuthorId == me
            && r.Standing != Standing.Shown && r.DeletedAt == null, cancel);
}

/// <summary>Takes a file in that somebody puts into a text. It belongs to nothing until they post; then it belongs to the post.</summary>
internal sealed partial class BringAttachment(IFiles files, IAccess access, CurrentMember member, CommunityScope scope, TimeProvider time)
{
    /// <summary>What a text may bring; more are links to files of other posts.</summary>
    private const int MaxFiles = 50;

    private static readonly string[] Pictures = [".png", ".jpg", ".jpeg", ".gif", ".webp"];

    /// <param name="name">As it came; a picture is told by its ending, and loses all that is not seen of it.</param>
    /// <exception cref="Refused">404 for who may not post in this community; as every file: too large, empty, or the quota is reached.</exception>
    public async Task<KeptFile> RunAsync(Stream content, string? name, CancellationToken cancel)
    {
        var by = member.RequireId();
        var need = Need.ToPost(scope.Id, new Thing("community", scope.Id), new Requirement.AnyTier());
        await access.RequireAsync(member.Viewer, need, time.GetUtcNow().UtcDateTime, cancel);
        var file = new IncomingFile(scope.Id, content, name, by);
        return Pictures.Contains(Path.GetExtension(name ?? "").ToLowerInvariant())
            ? await files.KeepPictureAsync(file, PictureShape.AsIs, cancel) : await files.KeepAsync(file, cancel);
    }

    /// <summary>Makes what the text names and its author brought the post's. In the caller's unit of work: the caller saves.</summary>
    public async Task AttachAsync(Thing post, long by, IReadOnlyList<string> targets, CancellationToken cancel)
    {
        List<string> codes = [.. targets.Select(t => Code().Match(t)).Where(m => m.Success).Select(m => m.Groups[1].Value).Distinct()
            .Take(MaxFiles)];
        if (codes.Count == 0)
            return;
        foreach (var file in await files.UnusedAsync(scope.Id, by, codes, cancel))
            await files.AttachAsync(file.Id, post, cancel);
    }

    [GeneratedRegex("^/files/([a-z2-7]{26})/")]
    private static partial Regex Code();
}
