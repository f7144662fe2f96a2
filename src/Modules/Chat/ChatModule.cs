using Guildhall.Chat.Api;
using Guildhall.Chat.Bringing;
using Guildhall.Chat.Care;
using Guildhall.Chat.Channels;
using Guildhall.Chat.Finding;
using Guildhall.Chat.Live;
using Guildhall.Chat.Messages;
using Guildhall.Chat.Reading;
using Guildhall.Chat.Settings;
using Guildhall.Chat.Writing;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Places;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Chat;

/// <summary>Talk as it comes: channels of spaces and conversations, with a log of their own that every page and program follows.</summary>
public sealed class ChatModule : IModule
{
    /// <summary>Arrange channels, and care for what is said in them.</summary>
    public const string Moderate = "chat.moderate";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ChatOptions>().BindConfiguration("Guildhall:Chat").ValidateDataAnnotations().ValidateOnStart();
        services.AddSpaceKind<ChatView>(SpaceKind.Chat, "Chat", "Channels for live conversation among members.", membersPost: true);
        services.AddSingleton(new ReactableKind(Message.OwnKind));

        services.AddScoped<ChannelTerms>().AddScoped<ChannelGate>().AddScoped<ChannelLists>().AddScoped<ReadMarks>()
            .AddScoped<FollowedThreads>().AddScoped<FollowThread>()
            .AddScoped<ReadChannel>();
        services.AddScoped<ArrangeChannels>().AddScoped<BarMembers>().AddScoped<FindPeople>();
        services.AddScoped<OpenConversation>().AddScoped<LeaveConversation>();
        services.AddSingleton<Pace>().AddScoped<RenderMessage>().AddScoped<MessagePages>().AddScoped<MessageCards>();
        services.AddScoped<PostMessage>().AddScoped<ChangeMessage>().AddScoped<BringFile>()
            .AddScoped<LeaveNote>().AddScoped<AddressMessage>();
        services.AddScoped<SearchMessages>().AddScoped<ScanMessages>().AddScoped<TopicFromChat>();
        services.AddScoped<ChangeChatSettings>().AddScoped<ChangeReachability>();
        services.AddPart<WriteToMember, MemberPlace>(Slots.Member, 30);
        AddLive(services);
        AddForgetting(services);

        services.AddScoped<IOwnThings, ChatThings>();
        services.AddScoped<IFileOwner, ChatFiles>();
        services.AddScoped<IReportable, MessageReports>();
        services.AddScoped<IHeldPosts, HeldMessages>().AddScoped<IRecentPosts, RecentMessages>();
        services.AddScoped<IMessageNotices, MessageNotices>();
        services.AddScoped<IChat, BroughtChat>().AddScoped<IChatWriting, WrittenMessages>();
        services.AddWorker<IndexMessages>();
        services.AddHandler<ReindexMessages>(Start.Now);
        services.AddHandler<ShowReactions>(Start.Now).AddHandler<ShowCards>(Start.Now);
        services.AddClockJob<ForgetMessages>();
    }

    private static void AddLive(IServiceCollection services)
    {
        services.AddSingleton<PresentMembers>().AddSingleton<ChannelFrames>().AddScoped<BePresent>();
        services.AddWorker<ChannelFanout>();
        services.AddSingleton(s => new NodeChannel(ChannelFanout.Messages, s.GetRequiredService<ChannelFanout>().Heard));
        services.AddSingleton(s => new NodeChannel(ChannelFanout.Passing, s.GetRequiredService<ChannelFanout>().HeardPassing));
    }

    private static void AddForgetting(IServiceCollection services)
    {
        services.AddScoped<IForget, ForgetWords>();
        services.Forget(Leaving.Words).Chosen<Message>();
        services.Forget(Leaving.Traces).Gone<ChannelBar>().Gone<ReadMark>().Gone<Reachability>()
            .Gone<ThreadFollowing>();
        services.Forget(Leaving.Words).Stays<ChannelPerson>(Leaving.OthersRely);
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new ChannelBarMapping())
        .ApplyConfiguration(new ChannelMapping())
        .ApplyConfiguration(new ChannelPersonMapping())
        .ApplyConfiguration(new ChatSettingsMapping())
        .ApplyConfiguration(new MessageFileMapping())
        .ApplyConfiguration(new MessageMapping())
        .ApplyConfiguration(new ReachabilityMapping())
        .ApplyConfiguration(new ReadMarkMapping())
        .ApplyConfiguration(new ThreadFollowingMapping());

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        ChannelsApi.Map(routes);
        MessagesApi.Map(routes);
        PageCommands.Map(routes);
        ReachabilityApi.Map(routes);
    }

    public IEnumerable<PermissionInfo> Permissions =>
        [new(Moderate, "arrange channels and moderate chat") { Roles = ["moderator"], Scopes = [ChannelsApi.Write] }];

    public IEnumerable<MenuEntry> Menu =>
    [
        new("Chat", "/c/{community}/chat", "message", MenuPlace.Community, 40)
        {
            CountFrom = "/api/communities/{community}/channels/unread",
            CountOn = "chat-news chat-read",
        },
        new("Channels", "/c/{community}/manage/chat", "hash", MenuPlace.ManageContent, 60, Moderate),
        new("Who can message me", "/account/messages", "message", MenuPlace.Account, 13),
    ];

    /// <summary>Recordings and films that came with messages are played where they stand.</summary>
    public IEnumerable<PageSources> ContentSources(IServiceProvider services) =>
    [
        new("/c/{community}/chat/{id:long}") { Media = [PageSources.Self, PageSources.Blob], Microphone = [PageSources.Self] },
        new("/c/{community}/chat/threads/{id:long}") { Media = [PageSources.Self, PageSources.Blob], Microphone = [PageSources.Self] },
        new("/c/{community}/s/{space}") { Media = [PageSources.Self, PageSources.Blob], Microphone = [PageSources.Self] },
    ];
}
