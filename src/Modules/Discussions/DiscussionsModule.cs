using Guildhall.Discussions.Answers;
using Guildhall.Discussions.Api;
using Guildhall.Discussions.Asking;
using Guildhall.Discussions.Attachments;
using Guildhall.Discussions.Bookmarks;
using Guildhall.Discussions.Comments;
using Guildhall.Discussions.Drafts;
using Guildhall.Discussions.Following;
using Guildhall.Discussions.Forgetting;
using Guildhall.Discussions.Held;
using Guildhall.Discussions.History;
using Guildhall.Discussions.Mentions;
using Guildhall.Discussions.Previews;
using Guildhall.Discussions.Reactions;
using Guildhall.Discussions.Reading;
using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Reputations;
using Guildhall.Discussions.Splitting;
using Guildhall.Discussions.Telling;
using Guildhall.Discussions.Topics;
using Guildhall.Discussions.Writing;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Bots;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Live;
using Guildhall.Kernel.Ui.Places;
using Guildhall.Kernel.Work;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Names = Guildhall.Kernel.Contracts.Memberships.Permissions;

namespace Guildhall.Discussions;

/// <summary>
/// What members say: topics, questions with answers, comments, reactions, bookmarks; who has read what and who follows what.
/// </summary>
public sealed class DiscussionsModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DiscussionsOptions>().BindConfiguration("Guildhall:Discussions").ValidateDataAnnotations().ValidateOnStart();
        services.AddSpaceKind<TopicsView>(
            SpaceKind.Discussion, "Discussion", "Topics with replies, for whatever members talk about.", membersPost: true,
            write: "/c/{community}/topics/new?space={space}");
        services.AddSpaceKind<TopicsView>(
            SpaceKind.Questions, "Questions", "Questions with answers, ordered by votes.", membersPost: true,
            write: "/c/{community}/topics/new?space={space}");

        services.AddScoped<TopicTerms>().AddScoped<TopicGate>().AddScoped<RenderPost>().AddScoped<KeepPost>();
        services.AddScoped<PostTies>().AddScoped<BringAttachment>().AddScoped<IFileOwner, PostFiles>();
        services.AddScoped<PreviewReader>().AddScoped<OwnLinks>().AddScoped<ShowPreviews>()
            .AddScoped<LinkPreviews>().AddScoped<ILinkPreviews>(s => s.GetRequiredService<LinkPreviews>());
        services.AddWork<FetchPreview, FetchPreviews>(FetchPreviews.Options).AddClockJob<RefreshPreviews>()
            .AddClockJob<SweepPostingKeys>().AddClockJob<SweepUndoables>();
        services.AddScoped<OpenReview>().AddScoped<IMemberTopics, OpenReview>().AddScoped<ITopicFacts, TopicFactsFound>();
        services.AddScoped<OpenTopic>().AddScoped<EditTopic>().AddScoped<DeleteTopic>().AddScoped<ArrangeTopic>();
        services.AddScoped<AskBot>().AddScoped<PostReply>().AddScoped<EditReply>().AddScoped<DeleteReply>();
        services.AddScoped<MovedTopics>().AddScoped<MovedReaders>().AddScoped<MovedText>().AddScoped<MoveReplies>()
            .AddScoped<SplitTopic>().AddScoped<MergeTopic>().AddScoped<GoBack>().AddScoped<UndoMove>()
            .AddScoped<ReadMoves>().AddScoped<ReadSplit>().AddScoped<ReadUndoables>();
        services.AddScoped<ReadReputation>().AddHandler<ReckonOnVotes>(Start.Beginning).AddWork<ReckonReputation, ReckonReputations>();
        services.AddPart<MemberReputation, MemberPlace>(Slots.Member, 20);
        services.AddScoped<AcceptAnswer>().AddScoped<VoteReply>();
        services.AddScoped<React>().AddScoped<ReactionLists>()
            .AddScoped<IReactions>(s => s.GetRequiredService<ReactionLists>());
        services.AddScoped<KeepBookmark>().AddScoped<BookmarkList>();
        services.AddScoped<KeepDraft>().AddScoped<IDrafts>(s => s.GetRequiredService<KeepDraft>());
        services.AddScoped<FollowTopics>().AddScoped<FindMentionable>();
        services.AddScoped<TopicLists>().AddScoped<ReplyPages>().AddScoped<ReadPostTools>().AddScoped<ReadTopic>().AddScoped<ReadHistory>();
        services.AddScoped<CheckAsking>().AddScoped<FindExperts>().AddScoped<DeclineQuestion>();
        services.AddScoped<SwitchAnonymousAsking>().AddScoped<RevealAuthor>()
            .AddScoped<EffectiveFollowing>().AddScoped<ReadFollowWords>().AddScoped<FollowedTopics>();
        services.AddScoped<CommentGate>().AddScoped<ReadEditable>();
        services.AddPart<KeepMessage, PostPlace>(Slots.BesidePost, 10);
        services.AddPart<NewestTopics, CommunityInfo>(Slots.Home, 20);
        services.AddPart<ArticleComments, ArticlePlace>(Slots.BelowArticle, 20);
        services.AddPart<ResourceComments, ResourcePlace>(Slots.BelowResource, 20);
        services.AddPart<LessonComments, LessonPlace>(Slots.BelowLesson, 20);
        services.AddPart<SessionComments, SessionPlace>(Slots.BelowSession, 20);

        services.AddScoped<IOwnThings, DiscussionThings>();
        services.AddScoped<ITopics, BroughtTopics>();
        services.AddScoped<IPostNotices, PostNotices>();
        services.AddScoped<JudgedPosts>().AddScoped<IHeldPosts, HeldPosts>().AddScoped<IReportable, ReportablePosts>();
        services.AddScoped<IRecentPosts, RecentPosts>().AddScoped<ITakingPart, TakingPartInTalk>();
        services.AddScoped<IQuestions, WaitingQuestions>().AddScoped<IReplyWriting, WrittenReplies>();
        services.AddScoped<IDigestSource, TalkInDigest>();
        services.AddHandler<ReindexOnSpaceAccessChanged>(Start.Now);
        services.AddWork<ReindexTopics, ReindexMovedTopics>();
        AddHeard(services);
        AddForgetting(services);
    }

    private static void AddHeard(IServiceCollection services) => services
        .AddHeardBy<TopicOpened, TopicsHeard>(Names.ModerateTopics)
        .AddHeardBy<TopicEdited, TopicsHeard>(Names.ModerateTopics)
        .AddHeardBy<TopicClosed, TopicsHeard>(Names.ModerateTopics)
        .AddHeardBy<TopicReopened, TopicsHeard>(Names.ModerateTopics)
        .AddHeardBy<TopicDeleted, TopicsHeard>(Names.ModerateTopics)
        .AddHeardBy<TopicMoved, TopicsHeard>(Names.ModerateTopics)
        .AddHeardBy<ReplyPosted, TopicsHeard>(Names.ModerateTopics)
        .AddHeardBy<ReplyEdited, TopicsHeard>(Names.ModerateTopics)
        .AddHeardBy<ReplyDeleted, TopicsHeard>(Names.ModerateTopics)
        .AddHeardBy<RepliesMoved, TopicsHeard>(Names.ModerateTopics)
        .AddHeardBy<TopicMerged, TopicsHeard>(Names.ModerateTopics)
        .AddHeardBy<MoveUndone, TopicsHeard>(Names.ModerateTopics)
        .AddHeardBy<TopicArchived, TopicsHeard>(Names.ModerateTopics)
        .AddHeardBy<AnswerAccepted, TopicsHeard>(Names.ModerateTopics);

    private static void AddForgetting(IServiceCollection services)
    {
        services.AddScoped<IForget, ForgetPosts>();
        services.Forget(Leaving.Words).Chosen<Topic>().Chosen<Reply>();
        services.Forget(Leaving.Answers).Stays<Vote>(Leaving.OthersRely).Stays<Reaction>(Leaving.OthersRely);
        services.Forget(Leaving.Traces).Gone<Bookmark>().Gone<Draft>().Gone<SpaceFollower>().Gone<TopicReader>().Gone<Mention>()
            .Gone<Reputation>().Gone<PostingKey>().Gone<AskedExpert>().Gone<TagFollower>().Gone<AllRead>().Gone<UndoableFollowing>();
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new AcceptedAnswerMapping())
        .ApplyConfiguration(new AllReadMapping())
        .ApplyConfiguration(new AnonymousAskingMapping())
        .ApplyConfiguration(new AskedExpertMapping())
        .ApplyConfiguration(new BookmarkMapping())
        .ApplyConfiguration(new ClosureMapping())
        .ApplyConfiguration(new DraftMapping())
        .ApplyConfiguration(new LeftPlaceMapping())
        .ApplyConfiguration(new LinkPreviewMapping())
        .ApplyConfiguration(new MentionMapping())
        .ApplyConfiguration(new PinMapping())
        .ApplyConfiguration(new PostingKeyMapping())
        .ApplyConfiguration(new PostRevisionMapping())
        .ApplyConfiguration(new ReactionCountMapping())
        .ApplyConfiguration(new ReactionMapping())
        .ApplyConfiguration(new ReplyMapping())
        .ApplyConfiguration(new ReplyMoveMapping())
        .ApplyConfiguration(new ReputationMapping())
        .ApplyConfiguration(new SpaceFollowerMapping())
        .ApplyConfiguration(new TagFollowerMapping())
        .ApplyConfiguration(new TopicArchiveMapping())
        .ApplyConfiguration(new TopicMapping())
        .ApplyConfiguration(new TopicReaderMapping())
        .ApplyConfiguration(new TopicTagMapping())
        .ApplyConfiguration(new UndoableFollowingMapping())
        .ApplyConfiguration(new UndoableMoveMapping())
        .ApplyConfiguration(new UndoableTieMapping())
        .ApplyConfiguration(new VoteMapping());

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        PageCommands.Map(routes);
        TopicsApi.Map(routes);
        RepliesApi.Map(routes);
        SplitsApi.Map(routes);
        AttachmentsApi.Map(routes);
        ReputationApi.Map(routes);
        OwnApi.Map(routes);
    }

    public IEnumerable<PermissionInfo> Permissions =>
        [new(Names.ModerateTopics, "moderate discussions") { Roles = ["moderator"], Scopes = [TopicsApi.Scope] }];

    public IEnumerable<TokenScope> TokenScopes => [new(TopicsApi.Scope, "Post and reply in your name")];

    public IEnumerable<MenuEntry> Menu => [new("Bookmarks", "/account/bookmarks", "star", MenuPlace.Account, 6)];
}
