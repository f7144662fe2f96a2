using Guildhall.Growth.Priority;
using Guildhall.Growth.Program;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Contracts.Polls;
using Guildhall.Kernel.Contracts.Ratings;
using Guildhall.Kernel.Contracts.Resources;
using Guildhall.Kernel.Contracts.Reviews;
using Guildhall.Kernel.Events;

namespace Guildhall.Growth.Deeds;

/// <summary>
/// Reads deeds out of the activity ledger, in communities that give points or have given any: elsewhere nothing is asked of the database.
/// All in one lane: what hides a post and what is done to it come one after the other.
/// </summary>
internal sealed class KeepDeeds(
    Programs programs, PostDeeds posts, ReceivedDeeds received, OtherDeeds others, FulfilPriority priority)
    : IHandle<TopicOpened>, IHandle<TopicEdited>, IHandle<TopicDeleted>, IHandle<TopicRestored>, IHandle<PostHeld>,
        IHandle<ReplyPosted>, IHandle<ReplyEdited>, IHandle<ReplyDeleted>, IHandle<ReplyRestored>,
        IHandle<AnswerAccepted>, IHandle<ReplyVoted>, IHandle<ReactionChanged>, IHandle<HelpfulVoted>,
        IHandle<ArticlePublished>, IHandle<ArticleWithdrawn>, IHandle<ResourcePublished>, IHandle<ResourceWithdrawn>,
        IHandle<ReviewVerdictGiven>, IHandle<VerdictGiven>, IHandle<VerdictUndone>,
        IHandle<ArticleRead>, IHandle<ResourceDownloaded>, IHandle<PollVoted>
{
    public async Task HandleAsync(TopicOpened happened, Envelope envelope, CancellationToken cancel)
    {
        if (!await BeganAsync(envelope, cancel))
            return;
        await others.VisitAsync(envelope, cancel);
        await posts.TopicAsync(happened.Topic, envelope, cancel);
    }

    public async Task HandleAsync(TopicEdited happened, Envelope envelope, CancellationToken cancel)
    {
        if (!await BeganAsync(envelope, cancel))
            return;
        await posts.TopicAsync(happened.Topic, envelope, cancel);
    }

    public async Task HandleAsync(TopicDeleted happened, Envelope envelope, CancellationToken cancel)
    {
        if (!await BeganAsync(envelope, cancel))
            return;
        await posts.TopicAsync(happened.Topic, envelope, cancel);
    }

    public async Task HandleAsync(TopicRestored happened, Envelope envelope, CancellationToken cancel)
    {
        if (!await BeganAsync(envelope, cancel))
            return;
        await posts.TopicAsync(happened.Topic, envelope, cancel);
    }

    public async Task HandleAsync(PostHeld happened, Envelope envelope, CancellationToken cancel)
    {
        if (!await BeganAsync(envelope, cancel))
            return;
        await posts.HideAsync(happened.Post, envelope, cancel);
    }

    public async Task HandleAsync(ReplyPosted happened, Envelope envelope, CancellationToken cancel)
    {
        if (!await BeganAsync(envelope, cancel))
            return;
        await others.VisitAsync(envelope, cancel);
        await posts.ReplyAsync(happened.Topic, happened.ReplyId, envelope, cancel);
        await priority.RunAsync(happened, envelope, cancel);
    }

    public async Task HandleAsync(ReplyEdited happened, Envelope envelope, CancellationToken cancel)
    {
        if (!await BeganAsync(envelope, cancel))
            return;
        await posts.ReplyAsync(happened.Topic, happened.ReplyId, envelope, cancel);
    }

    public async Task HandleAsync(ReplyDeleted happened, Envelope envelope, CancellationToken cancel)
    {
        if (!await BeganAsync(envelope, cancel))
            return;
        await posts.ReplyAsync(happened.Topic, happened.ReplyId, envelope, cancel);
    }

    public async Task HandleAsync(ReplyRestored happened, Envelope envelope, CancellationToken cancel)
    {
        if (!await BeganAsync(envelope, cancel))
            return;
        await posts.ReplyAsync(happened.Topic, happened.ReplyId, envelope, cancel);
    }

    public async Task HandleAsync(AnswerAccepted happened, Envelope envelope, CancellationToken cancel)
    {
        if (!await BeganAsync(envelope, cancel))
            return;
        await received.AcceptAsync(happened.Topic.TopicId, happened.ReplyId, envelope, cancel);
    }

    public async Task HandleAsync(ReplyVoted happened, Envelope envelope, CancellationToken cancel)
    {
        if (!await BeganAsync(envelope, cancel))
            return;
        await others.VisitAsync(envelope, cancel);
        await received.VoteAsync(new Thing("reply", happened.ReplyId), happened.Value > 0, envelope, cancel);
    }

    public async Task HandleAsync(ReactionChanged happened, Envelope envelope, CancellationToken cancel)
    {
        if (!await BeganAsync(envelope, cancel))
            return;
        await others.VisitAsync(envelope, cancel);
        await received.ReactAsync(happened.Thing, envelope, cancel);
    }

    public async Task HandleAsync(HelpfulVoted happened, Envelope envelope, CancellationToken cancel)
    {
        if (!await BeganAsync(envelope, cancel))
            return;
        await others.VisitAsync(envelope, cancel);
        await received.HelpAsync(happened.Subject, happened.Helpful == true, envelope, cancel);
    }

    public async Task HandleAsync(ArticlePublished happened, Envelope envelope, CancellationToken cancel)
    {
        if (!await BeganAsync(envelope, cancel))
            return;
        await others.ArticleAsync(happened.Subject, envelope, cancel);
    }

    public async Task HandleAsync(ArticleWithdrawn happened, Envelope envelope, CancellationToken cancel)
    {
        if (!await BeganAsync(envelope, cancel))
            return;
        await others.ArticleAsync(happened.Subject, envelope, cancel);
    }

    public async Task HandleAsync(ResourcePublished happened, Envelope envelope, CancellationToken cancel)
    {
        if (!await BeganAsync(envelope, cancel))
            return;
        await others.ResourceAsync(happened.Subject, isThere: true, envelope, cancel);
    }

    public async Task HandleAsync(ResourceWithdrawn happened, Envelope envelope, CancellationToken cancel)
    {
        if (!await BeganAsync(envelope, cancel))
            return;
        await others.ResourceAsync(happened.Subject, isThere: false, envelope, cancel);
    }

    public async Task HandleAsync(ReviewVerdictGiven happened, Envelope envelope, CancellationToken cancel)
    {
        if (!await BeganAsync(envelope, cancel))
            return;
        await others.VisitAsync(envelope, cancel);
        await others.ReviewAsync(happened.Review.Topic, happened.Round, envelope, cancel);
    }

    public async Task HandleAsync(VerdictGiven happened, Envelope envelope, CancellationToken cancel)
    {
        if (happened.Kind == VerdictKind.Uphold || !await BeganAsync(envelope, cancel))
            return;
        await others.ReportsAsync(happened.CaseId, happened.Kind.IsAgainst(), envelope, cancel);
    }

    public async Task HandleAsync(VerdictUndone happened, Envelope envelope, CancellationToken cancel)
    {
        if (!happened.Kind.IsOfAppeal() && await BeganAsync(envelope, cancel))
            await others.ReportsAsync(happened.CaseId, isUpheld: false, envelope, cancel);
    }

    public Task HandleAsync(ArticleRead happened, Envelope envelope, CancellationToken cancel) => VisitAsync(envelope, cancel);

    public Task HandleAsync(ResourceDownloaded happened, Envelope envelope, CancellationToken cancel) => VisitAsync(envelope, cancel);

    public Task HandleAsync(PollVoted happened, Envelope envelope, CancellationToken cancel) => VisitAsync(envelope, cancel);

    private async Task VisitAsync(Envelope envelope, CancellationToken cancel)
    {
        if (await BeganAsync(envelope, cancel))
            await others.VisitAsync(envelope, cancel);
    }

    private async ValueTask<bool> BeganAsync(Envelope envelope, CancellationToken cancel) =>
        await programs.FindAsync(envelope.CommunityId, cancel) is not null;
}
