using Guildhall.Bots.BuiltIn.Digests;
using Guildhall.Bots.BuiltIn;
using Guildhall.Bots.Buttons;
using Guildhall.Bots.Commands;
using Guildhall.Bots.Interactions;
using Guildhall.Bots.Keeping;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Bots;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Contracts.Communities;
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

namespace Guildhall.Bots;

/// <summary>Programs that take part as members: tokens, commands, buttons and answers; and the bots that come with the program.</summary>
public sealed class BotsModule : IModule
{
    /// <summary>Make bots, switch them off, and set those that come with the program.</summary>
    public const string Manage = "bots.manage";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<BotSecrets>();
        services.AddScoped<MakeBot>().AddScoped<ArrangeBots>().AddScoped<BotLists>().AddScoped<CurrentBot>();
        services.AddScoped<DeclareCommands>().AddScoped<FindCommands>().AddScoped<ITypedCommands, TakeCommands>();
        services.AddScoped<PutButtons>().AddScoped<PressButton>().AddScoped<IMessageButtons, MessageButtons>();
        services.AddScoped<BeginInteraction>().AddScoped<AnswerInteraction>().AddScoped<ReadInteractions>();
        services.AddScoped<IOwnThings, BotThings>();
        services.AddWork<SendInteraction, SendInteractions>(SendInteractions.Options);
        services.AddClockJob<ForgetInteractions>();
        services.AddHeardBy<CommandUsed, InteractionsHeard>().AddHeardBy<ButtonPressed, InteractionsHeard>()
            .AddHeardBy<InteractionAnswered, InteractionsHeard>();
        services.AddPart<ChannelAnswers, ChannelPlace>(Slots.AboveChatComposer, 10);
        services.AddPart<AskedAnswer, AskedPlace>(Slots.AboveReplyComposer, 10);
        services.AddPart<PostButtons, PostPlace>(Slots.BelowBotPost, 5);
        AddBuiltIn(services);
        AddForgetting(services);
    }

    private static void AddBuiltIn(IServiceCollection services)
    {
        services.AddScoped<BuiltInBots>().AddScoped<ChangeBuiltIn>().AddScoped<HelperBot>().AddScoped<RulesCommand>();
        services.AddHandler<GreetNewcomers>(Start.Now).AddHandler<RemindOfRules>(Start.Now);
        services.AddWork<GreetInChannel, GreetInChannels>();
        services.AddClockJob<RemindExperts>();
        services.AddScoped<DigestPlaces>().AddScoped<ComposeDigest>().AddScoped<DigestVoice>();
        services.AddClockJob<WriteDigests>().AddWork<WriteDigest, SayDigest>();
    }

    private static void AddForgetting(IServiceCollection services)
    {
        services.Forget(Leaving.Traces).Gone<BuiltInDeed>().Gone<Interaction>();
        services.Forget(Leaving.Works).Stays<Bot>(Leaving.OthersRely);
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new BotButtonMapping())
        .ApplyConfiguration(new BotCommandMapping())
        .ApplyConfiguration(new BotMapping())
        .ApplyConfiguration(new BuiltInBotMapping())
        .ApplyConfiguration(new BuiltInDeedMapping())
        .ApplyConfiguration(new InteractionMapping());

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        BotsApi.Map(routes);
        ManageBots.Map(routes);
        PageCommands.Map(routes);
    }

    public IEnumerable<PermissionInfo> Permissions => [new(Manage, "make and switch off bots") { Scopes = ["communities:write"] }];

    public IEnumerable<TokenScope> TokenScopes => [new(BotScopes.Answer, "Declare commands and answer them, for bots")];

    public IEnumerable<MenuEntry> Menu => [new("Bots", "/c/{community}/manage/bots", "code", MenuPlace.ManageSettings, 55, Manage)];
}
