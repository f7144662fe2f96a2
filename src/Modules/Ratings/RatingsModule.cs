using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Ratings;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Places;
using Guildhall.Ratings.Helpful;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Ratings;

/// <summary>Was this helpful? Asked under every piece, and shown with how sure the answers make one.</summary>
public sealed class RatingsModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        AddForgetting(services);
        services.AddScoped<HelpfulCounts>().AddScoped<IHelpfulness>(s => s.GetRequiredService<HelpfulCounts>());
        services.AddScoped<VoteHelpful>();
        services.AddPart<HelpfulPart, ArticlePlace>(Slots.BelowArticle, 10);
        services.AddPart<HelpfulResource, ResourcePlace>(Slots.BelowResource, 10);
        services.AddPart<HelpfulLesson, LessonPlace>(Slots.BelowLesson, 10);
    }

    private static void AddForgetting(IServiceCollection services)
    {
        services.Forget(Leaving.Answers).Stays<HelpfulVote>(Leaving.OthersRely);
    }

    public void MapTables(ModelBuilder model) => model.ApplyConfiguration(new HelpfulVoteMapping());

    public void MapEndpoints(IEndpointRouteBuilder routes) => HelpfulEndpoints.Map(routes);
}
