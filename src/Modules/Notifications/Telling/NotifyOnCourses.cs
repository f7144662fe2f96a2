using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Learning;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Events;
using Guildhall.Notifications.List;

namespace Guildhall.Notifications.Telling;

/// <summary>Learners hear when lessons open to them, when somebody enrols them, and when their certificate is there.</summary>
internal sealed class NotifyOnCourses(TellMembers tell, IThings things)
    : IHandle<SectionOpened>, IHandle<MemberEnrolled>, IHandle<CertificateIssued>
{
    public Task HandleAsync(SectionOpened happened, Envelope envelope, CancellationToken cancel) => TellAsync(
        envelope, happened.Subject, happened.MemberId, $"section-opened:{happened.SectionId}", "New lessons of “{0}” are open to you", cancel);

    /// <summary>Whoever enrolled or bought by themselves knows it.</summary>
    public Task HandleAsync(MemberEnrolled happened, Envelope envelope, CancellationToken cancel) => happened.ActorId == happened.MemberId
        ? Task.CompletedTask
        : TellAsync(envelope, happened.Subject, happened.MemberId, $"enrolled:{envelope.ActivityId}", "You were enrolled in “{0}”", cancel);

    public Task HandleAsync(CertificateIssued happened, Envelope envelope, CancellationToken cancel) => happened.ActorId is not { } member
        ? Task.CompletedTask
        : TellAsync(envelope, happened.Subject, member, $"certificate:{happened.Code}", "Your certificate for “{0}” is ready", cancel);

    private async Task TellAsync(Envelope envelope, Thing course, long member, string key, string text, CancellationToken cancel)
    {
        var known = (await things.FindAsync(envelope.CommunityId, [course], new Viewer(member), cancel)).GetValueOrDefault(course);
        if (known is { Path: { } path })
            await tell.RunAsync(
                new Notice(envelope.CommunityId, NotificationKinds.Course, key, course, text, [known.Title], path), [member],
                    envelope.At, cancel);
    }
}
