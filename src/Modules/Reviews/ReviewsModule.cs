using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Contracts.Reviews;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Live;
using Guildhall.Kernel.Ui.Places;
using Guildhall.Kernel.Work;
using Guildhall.Reviews.Api;
using Guildhall.Reviews.Care;
using Guildhall.Reviews.Comments;
using Guildhall.Reviews.Opening;
using Guildhall.Reviews.Requests;
using Guildhall.Reviews.Rounds;
using Guildhall.Reviews.Showing;
using Guildhall.Reviews.Telling;
using Guildhall.Reviews.Verdicts;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Names = Guildhall.Kernel.Contracts.Memberships.Permissions;

namespace Guildhall.Reviews;

/// <summary>Code reviews: what comes with topics of the kind "review" and is looked at line by line, in rounds.</summary>
public sealed class ReviewsModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        AddForgetting(services);
        services.AddOptions<ReviewsOptions>().BindConfiguration("Guildhall:Reviews").ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<ReviewGate>().AddScoped<ReadReview>();
        services.AddScoped<CheckDiff>().AddScoped<UploadedDiff>().AddScoped<KeepRound>().AddScoped<PostRound>();
        services.AddScoped<ScreenComment>().AddScoped<PostComment>().AddScoped<EditComment>()
            .AddScoped<AttachToComment>().AddScoped<IFileOwner, CommentFilesOwner>();
        services.AddScoped<ArrangeComment>().AddScoped<TakeSuggestion>();
        services.AddScoped<GiveVerdict>().AddScoped<AskForReview>().AddScoped<FetchAgain>();
        services.AddScoped<IReviewTopics, ReviewTopics>().AddScoped<IReviewNotices, ReviewNotices>();
        services.AddPart<ReviewBelowTopic, ReviewTopicPlace>(Slots.BelowReview, 10);
        services.AddWork<FetchDiff, FetchDiffOfMergeRequest>();
        services.AddWork<RemindOfReview, RemindOfDueReview>();
        services.AddScoped<IOwnThings, CommentThings>();
        services.AddScoped<CareForComments>().AddScoped<IHeldPosts>(s => s.GetRequiredService<CareForComments>())
            .AddScoped<IReportable>(s => s.GetRequiredService<CareForComments>());
        services
            .AddHeardBy<ReviewRoundPosted, ReviewsHeard>(Names.ModerateTopics)
            .AddHeardBy<ReviewCommented, ReviewsHeard>(Names.ModerateTopics)
            .AddHeardBy<ReviewThreadChanged, ReviewsHeard>(Names.ModerateTopics)
            .AddHeardBy<ReviewVerdictGiven, ReviewsHeard>(Names.ModerateTopics);
    }

    private static void AddForgetting(IServiceCollection services)
    {
        services.AddScoped<IForget, ForgetComments>();
        services.Forget(Leaving.Words).Chosen<ReviewComment>();
        services.Forget(Leaving.Works).Stays<Review>(Leaving.OthersRely);
        services.Forget(Leaving.Answers).Stays<Verdict>(Leaving.OthersRely);
        services.Forget(Leaving.Traces).Gone<ReviewRequest>();
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new ReviewMapping())
        .ApplyConfiguration(new RoundMapping())
        .ApplyConfiguration(new ReviewCommentMapping())
        .ApplyConfiguration(new VerdictMapping())
        .ApplyConfiguration(new ReviewRequestMapping());

    public void MapEndpoints(IEndpointRouteBuilder routes) => ReviewsApi.Map(routes);
}
