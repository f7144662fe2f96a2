using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Ui.Places;

/// <summary>A place on a page that other modules may fill.</summary>
/// <param name="Name">For tests and errors.</param>
/// <typeparam name="TPlace">What a part is told about the page that it stands on.</typeparam>
public sealed record Slot<TPlace>(string Name);

/// <summary>All places that modules may fill on pages that are not theirs.</summary>
public static class Slots
{
    /// <summary>Below the text of a public article, for who may read all of it and for who may not.</summary>
    public static readonly Slot<ArticlePlace> BelowArticle = new("below_article");

    /// <summary>Below the description of a resource, for who may download it and for who may not.</summary>
    public static readonly Slot<ResourcePlace> BelowResource = new("below_resource");

    /// <summary>Below the contents of a public course.</summary>
    public static readonly Slot<CoursePlace> BelowCourse = new("below_course");

    /// <summary>Below a published lesson, for who may take it and for who may not.</summary>
    public static readonly Slot<LessonPlace> BelowLesson = new("below_lesson");

    /// <summary>Below a public live session, for who may come to it and for who may not.</summary>
    public static readonly Slot<SessionPlace> BelowSession = new("below_session");

    /// <summary>Below the text of a topic of the kind "review": what is reviewed.</summary>
    public static readonly Slot<ReviewTopicPlace> BelowReview = new("below_review");

    /// <summary>Below what a program said, for whoever is signed in: buttons of its own.</summary>
    public static readonly Slot<PostPlace> BelowBotPost = new("below_bot_post");

    /// <summary>Beside what a member said, for whoever is signed in: a button to report it.</summary>
    public static readonly Slot<PostPlace> BesidePost = new("beside_post");

    /// <summary>Above every page, for whoever is signed in: what they must not overlook. Asked at each page, so it is cheap.</summary>
    public static readonly Slot<Shell> AbovePage = new("above_page");

    /// <summary>Above the field in which one writes in a channel, for whoever may write there.</summary>
    public static readonly Slot<ChannelPlace> AboveChatComposer = new("above_chat_composer");

    /// <summary>Above the field in which one replies or comments, for whoever has just typed a command there.</summary>
    public static readonly Slot<AskedPlace> AboveReplyComposer = new("above_reply_composer");

    /// <summary>Below the plans of a community, before somebody chooses one.</summary>
    public static readonly Slot<CommunityInfo> BelowPlans = new("below_plans");

    /// <summary>Sections of a community's front page, after its columns.</summary>
    public static readonly Slot<CommunityInfo> Home = new("home");

    /// <summary>Tiles of the operators' start page.</summary>
    public static readonly Slot<CommunityInfo> Today = new("today");

    /// <summary>Sections of a member's account.</summary>
    public static readonly Slot<AccountPlace> Account = new("account");

    /// <summary>Sections of a member's page, as others see it.</summary>
    public static readonly Slot<MemberPlace> Member = new("member");
}

/// <summary>An article that is being read.</summary>
/// <param name="Path">Begins with a slash; percent-encoded.</param>
/// <param name="IsWhole">Whether this viewer may read all of it.</param>
public sealed record ArticlePlace(CommunityInfo Community, Thing Article, long AuthorId, string Path, bool IsWhole);

/// <summary>A resource that is looked at.</summary>
/// <param name="Path">Begins with a slash; percent-encoded.</param>
/// <param name="IsWhole">Whether this viewer may download it.</param>
public sealed record ResourcePlace(CommunityInfo Community, Thing Resource, long AuthorId, string Path, bool IsWhole);

/// <summary>A course that is looked at.</summary>
/// <param name="Path">Begins with a slash; percent-encoded.</param>
public sealed record CoursePlace(CommunityInfo Community, Thing Course, long AuthorId, string Path);

/// <summary>A lesson that is being taken.</summary>
/// <param name="AuthorId">Who made its course.</param>
/// <param name="Path">Begins with a slash; percent-encoded.</param>
/// <param name="IsWhole">Whether this viewer may take it now.</param>
public sealed record LessonPlace(CommunityInfo Community, Thing Lesson, long AuthorId, string Path, bool IsWhole);

/// <summary>A live session that is looked at.</summary>
/// <param name="AuthorId">Who made it.</param>
/// <param name="Path">Begins with a slash; percent-encoded.</param>
/// <param name="IsWhole">Whether this viewer may come to it.</param>
public sealed record SessionPlace(CommunityInfo Community, Thing Session, long AuthorId, string Path, bool IsWhole);

/// <summary>A topic of the kind "review" that is being read.</summary>
/// <param name="Path">The topic's. Begins with a slash; percent-encoded.</param>
public sealed record ReviewTopicPlace(CommunityInfo Community, long TopicId, string Path);

/// <summary>Something that a member said, on the page where it stands.</summary>
/// <param name="Post">A "topic", a "reply" or another kind of thing.</param>
/// <param name="Path">Leads to the post itself. Begins with a slash; percent-encoded.</param>
public sealed record PostPlace(CommunityInfo Community, Thing Post, long AuthorId, string Path);

/// <summary>A channel that is open.</summary>
/// <param name="ThreadId">The message that opened the thread; <c>null</c> in the channel itself.</param>
public sealed record ChannelPlace(CommunityInfo Community, long ChannelId, long? ThreadId);

/// <summary>Where somebody has typed a command instead of a reply.</summary>
/// <param name="Interaction">What a bot was asked, as the address says: it may be somebody else's, or none.</param>
public sealed record AskedPlace(CommunityInfo Community, long Interaction);

/// <summary>The account of whoever is signed in.</summary>
public sealed record AccountPlace(long MemberId);

/// <summary>The page of a member in a community.</summary>
public sealed record MemberPlace(CommunityInfo Community, long MemberId);

/// <summary>What a module puts into a place. It draws nothing where it has nothing to say.</summary>
public abstract class SlotPart<TPlace> : LoadedPage
{
    [Parameter, EditorRequired] public TPlace Place { get; set; } = default!;
}

/// <summary>A part and where it stands.</summary>
/// <param name="Order">Parts of a place stand in this order; equal ones in the order of the modules.</param>
/// <param name="Permission">Left out for who lacks it in the community of the request; <c>null</c> for everyone.</param>
public sealed record FilledSlot(object Slot, Type Part, int Order, string? Permission);

/// <summary>The parts of all modules, sorted once.</summary>
public sealed class SlotParts(IEnumerable<FilledSlot> filled)
{
    private readonly ILookup<object, FilledSlot> _parts = filled.OrderBy(f => f.Order).ToLookup(f => f.Slot);

    /// <summary>In their order.</summary>
    public IEnumerable<FilledSlot> In<TPlace>(Slot<TPlace> slot) => _parts[slot];
}

/// <summary>For a module's services.</summary>
public static class SlotServices
{
    /// <summary>Puts a part into a place of another module's page.</summary>
    public static IServiceCollection AddPart<TPart, TPlace>(
        this IServiceCollection services, Slot<TPlace> slot, int order, string? permission = null)
        where TPart : SlotPart<TPlace> =>
        services.AddSingleton(new FilledSlot(slot, typeof(TPart), order, permission));
}
