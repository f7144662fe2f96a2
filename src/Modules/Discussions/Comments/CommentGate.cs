using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Http;

namespace Guildhall.Discussions.Comments;

/// <summary>Who may see the comments of a thing: who may know of it and read all of it.</summary>
internal sealed class CommentGate(IThings things, CurrentMember member, CommunityScope scope)
{
    /// <exception cref="Refused">404: it is not there, nobody comments on its kind, or the viewer may not read all of it.</exception>
    public async Task<KnownThing> RequireAsync(Thing about, CancellationToken cancel)
    {
        var known = TopicGate.Commented.Contains(about.Kind)
            ? (await things.FindAsync(scope.Id, [about], member.Viewer, cancel)).GetValueOrDefault(about) : null;
        return known is { IsWhole: true } ? known : throw Refused.NotFound();
    }
}
