using Guildhall.Chat.Channels;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Http;

namespace Guildhall.Chat.Messages;

/// <summary>
/// Files of a message are for those who may know of it: in a conversation for its people, and after it was deleted for moderators.
/// </summary>
internal sealed class ChatFiles(IThings things) : IFileOwner
{
    public IReadOnlyList<string> Kinds => [Message.OwnKind];

    public async Task<IReadOnlyDictionary<Thing, FileAudience>> AudienceAsync(
        long communityId, IReadOnlyCollection<Thing> asked, Viewer viewer, CancellationToken cancel = default) =>
        (await things.FindAsync(communityId, asked, viewer, cancel)).Where(t => t.Value.IsWhole)
            .ToDictionary(t => t.Key, _ => FileAudience.Viewer);
}

/// <summary>Takes a file in that somebody wants to send. It belongs to nothing until their message comes.</summary>
internal sealed class BringFile(ChannelGate gate, IFiles files, CommunityScope scope)
{
    public async Task<KeptFile> RunAsync(long channelId, Stream content, string? name, CancellationToken cancel)
    {
        await gate.RequirePostAsync(channelId, cancel);
        return await files.KeepAsync(new IncomingFile(scope.Id, content, name, gate.MemberId!.Value), cancel);
    }
}
