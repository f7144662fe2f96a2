using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Contracts.Polls;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Live;
using Guildhall.Kernel.Ui.Forms;
using Guildhall.Kernel.Ui.Places;
using Guildhall.Kernel.Work;
using Guildhall.Polls.Api;
using Guildhall.Polls.Care;
using Guildhall.Polls.Opening;
using Guildhall.Polls.Showing;
using Guildhall.Polls.Voting;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Names = Guildhall.Kernel.Contracts.Memberships.Permissions;

namespace Guildhall.Polls;

/// <summary>Polls in texts: made in a form, put into a text by a line of its own, voted in where the text is read.</summary>
public sealed class PollsModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        AddForgetting(services);
        services.AddScoped<PollGate>().AddScoped<OpenPoll>().AddScoped<ClosePoll>().AddScoped<CastBallot>().AddScoped<ReadPoll>();
        services.AddScoped<EditPoll>().AddScoped<DeletePoll>().AddScoped<IPollNotices, PollNotices>().AddScoped<IPolls, BroughtPolls>();
        services.AddScoped<PollsDrawn>();
        services.AddEmbed<PollEmbed>(PollPaths.Folder);
        services.AddComposerTool("Add a poll", "/c/{community}/polls/new?space={space}", "chart");
        services.AddWork<EndPoll, EndDuePoll>();
        services.AddScoped<IOwnThings, PollThings>();
        services.AddScoped<CareForPolls>().AddScoped<IHeldPosts>(s => s.GetRequiredService<CareForPolls>())
            .AddScoped<IReportable>(s => s.GetRequiredService<CareForPolls>());
        services
            .AddHeardBy<PollOpened, PollsHeard>(Names.ModerateTopics)
            .AddHeardBy<PollEdited, PollsHeard>(Names.ModerateTopics)
            .AddHeardBy<PollVoted, PollsHeard>(Names.ModerateTopics)
            .AddHeardBy<PollClosed, PollsHeard>(Names.ModerateTopics)
            .AddHeardBy<PollRemoved, PollsHeard>(Names.ModerateTopics);
    }

    private static void AddForgetting(IServiceCollection services)
    {
        services.Forget(Leaving.Works).Stays<Poll>(Leaving.OthersRely);
        services.Forget(Leaving.Answers).Stays<Ballot>(Leaving.OthersRely);
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new PollMapping())
        .ApplyConfiguration(new PollOptionMapping())
        .ApplyConfiguration(new BallotMapping());

    public void MapEndpoints(IEndpointRouteBuilder routes) => PollsApi.Map(routes);
}
