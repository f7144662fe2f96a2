using Guildhall.Accounts.Sessions;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Settings;

/// <summary>A member's picture of themselves, which everybody sees beside their name.</summary>
internal sealed class ChangeFace(
    AppDb db, CurrentMember member, IFiles files, TakingDown.ClosedParts closed, ShortMemory<SessionFacts> sessions,
    ShortMemory<Tokens.TokenFacts> tokens)
{
    /// <summary>Of the thing that owns the file.</summary>
    public const string Kind = "member";

    /// <param name="content"><c>null</c> where no file was chosen.</param>
    public Task<string> RunAsync(Stream? content, CancellationToken cancel) => RunAsync(member.RequireId(), content, cancel);

    /// <summary>The same for a bot, which has others to choose its picture.</summary>
    public async Task<string> RunAsync(long id, Stream? content, CancellationToken cancel)
    {
        await closed.RequireOpenAsync(id, Kernel.Contracts.Moderation.ProfilePart.Face, "picture", cancel);
        // What the file was called is nobody else's business.
        var file = await files.KeepPictureAsync(new IncomingFile(0, content ?? Stream.Null, "face", id), PictureShape.Square, cancel);
        await SaveAsync(id, file, cancel);
        return file.Path;
    }

    public Task RemoveAsync(CancellationToken cancel) => SaveAsync(member.RequireId(), null, cancel);

    private async Task SaveAsync(long id, KeptFile? file, CancellationToken cancel)
    {
        await files.ReplaceAsync(new Thing(Kind, id), 0, file?.Id, cancel);
        (await db.Members.SingleAsync(m => m.Id == id, cancel)).Show(file?.Path);
        db.Publish(() => new AppearanceChanged(id, member.Id));
        await db.SaveChangesAsync(cancel);
        sessions.Forget(s => s.Member.Id == id);
        tokens.Forget(t => t.Member.Id == id);
    }
}

/// <summary>Faces are open to everyone.</summary>
internal sealed class Faces : IFileOwner
{
    public IReadOnlyList<string> Kinds => [ChangeFace.Kind];

    public Task<IReadOnlyDictionary<Thing, FileAudience>> AudienceAsync(
        long communityId, IReadOnlyCollection<Thing> things, Viewer viewer, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyDictionary<Thing, FileAudience>>(things.ToDictionary(t => t, _ => FileAudience.Everyone));
}
