using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Kernel.Work;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Guildhall.Web.Operations.Queue;

/// <summary>The work queue and the jobs for programs.</summary>
internal static class WorkApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var work = routes.MapGroup("/api/work").WithTags("Operations").RequireScope("operate").RequirePermission(Permissions.Operate);
        work.MapGet("", OverviewAsync).WithName("GetWork").WithSummary("The work queue by kind, and the recurring jobs.");
        work.MapGet("/items", ItemsAsync).WithName("ListWorkItems").WithSummary("What stands in the work queue, newest first.").ProducesProblem(422);
        work.MapPost("/items/{id:long}/retry", RetryAsync).WithName("RetryWorkItem").WithSummary("Does a dead item once more, or one that waits now.").ProducesProblem(409);
        work.MapDelete("/items/{id:long}", DropAsync).WithName("DropWorkItem").WithSummary("Takes a dead item out of the queue.").ProducesProblem(409);
        work.MapPost("/kinds/{kind}/retry", RetryDeadAsync).WithName("RetryDeadWork").WithSummary("Does all dead items of a kind once more.");
        work.MapPost("/jobs/{job}/start", StartAsync).WithName("StartJob").WithSummary("Starts a job now; its next planned start stays.").ProducesProblem(409);
    }

    private static async Task<Ok<WorkResponse>> OverviewAsync(OperateWork work, OperateJobs jobs, CancellationToken cancel) =>
        TypedResults.Ok(new WorkResponse(
            await work.KindsAsync(cancel),
            [.. (await jobs.ListAsync(cancel)).Select(j => new JobResponse(
                j.Job, j.CommunityId, jobs.IsRunning(j), j.StartedAt, j.EndedAt, j.DueAt, j.Failures, j.Error))]));

    /// <param name="state">A word of WorkState.</param>
    private static async Task<Ok<WorkItemsResponse>> ItemsAsync(
        OperateWork work, CancellationToken cancel, string? kind = null, string? state = null, long? after = null, int limit = 50)
    {
        if (state is not null && EnumWords.Read<WorkState>(state) is null)
            throw Refused.AtField("state", "word_unknown", "Use one of these words: {0}.", string.Join(", ", EnumWords.All(typeof(WorkState))));
        var page = await work.ListAsync(kind, EnumWords.Read<WorkState>(state), after, limit, cancel);
        return TypedResults.Ok(new WorkItemsResponse(
            [.. page.Items.Select(w => new WorkItemResponse(
                w.Id, w.Kind, w.Key, w.CommunityId, work.StateOf(w), w.EnqueuedAt, w.DueAt, w.Attempts, w.Error, w.Done, w.Total))],
            page.Next));
    }

    private static async Task<Accepted> RetryAsync(long id, OperateWork work, CancellationToken cancel)
    {
        await work.RetryAsync(id, cancel);
        return TypedResults.Accepted(Redirects.Encode("/api/work"));
    }

    private static async Task<NoContent> DropAsync(long id, OperateWork work, CancellationToken cancel)
    {
        await work.DropAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Accepted<RetriedResponse>> RetryDeadAsync(string kind, OperateWork work, CancellationToken cancel) =>
        TypedResults.Accepted(Redirects.Encode("/api/work"), new RetriedResponse(await work.RetryDeadAsync(kind, cancel)));

    private static async Task<Accepted> StartAsync(string job, OperateJobs jobs, CancellationToken cancel, long community = 0)
    {
        await jobs.StartAsync(job, community, cancel);
        return TypedResults.Accepted(Redirects.Encode("/api/work"));
    }
}

public sealed record WorkResponse(IReadOnlyList<KindOfWork> Kinds, IReadOnlyList<JobResponse> Jobs);

/// <param name="CommunityId">0 for a job of the installation.</param>
/// <param name="StartedAt">The last start, UTC; null before the first.</param>
/// <param name="EndedAt">The last end, UTC; null before the first.</param>
/// <param name="NextAt">The next start, UTC.</param>
/// <param name="Failures">Since the last success.</param>
/// <param name="Error">Of the last run; empty when it succeeded.</param>
public sealed record JobResponse(
    string Job, long CommunityId, bool Running, DateTime? StartedAt, DateTime? EndedAt, DateTime? NextAt, int Failures, string Error);

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record WorkItemsResponse(IReadOnlyList<WorkItemResponse> Items, long? Next);

/// <param name="CommunityId">0 for work of the installation.</param>
/// <param name="DueAt">UTC; null when it is dead.</param>
/// <param name="Attempts">Failures so far.</param>
/// <param name="Done">Progress, of Total; both 0 for work that does not report it.</param>
public sealed record WorkItemResponse(
    long Id, string Kind, string Key, long CommunityId, WorkState State, DateTime EnqueuedAt, DateTime? DueAt, int Attempts, string Error,
    long Done, long Total);

public sealed record RetriedResponse(int Retried);
