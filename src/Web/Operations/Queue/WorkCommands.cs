using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Microsoft.AspNetCore.Mvc;

namespace Guildhall.Web.Operations.Queue;

/// <summary>The buttons of the queue's page.</summary>
internal static class WorkCommands
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var work = routes.MapGroup("/operate/work").RequirePermission(Permissions.Operate).ExcludeFromDescription();
        work.MapPost("/items/{id:long}/retry", async (
            long id, string? kind, string? state, [FromForm] IFormCollection _, OperateWork queue, CancellationToken cancel) =>
        {
            await queue.RetryAsync(id, cancel);
            return Back(kind, state);
        });
        work.MapPost("/items/{id:long}/removal", async (
            long id, string? kind, string? state, [FromForm] IFormCollection _, OperateWork queue, CancellationToken cancel) =>
        {
            await queue.DropAsync(id, cancel);
            return Back(kind, state);
        });
        work.MapPost("/kinds/{kind}/retry", async (
            string kind, [FromForm] IFormCollection _, OperateWork queue, CancellationToken cancel) =>
        {
            await queue.RetryDeadAsync(kind, cancel);
            return Back(null, null);
        });
        work.MapPost("/jobs/{job}/start", async (
            string job, [FromForm] long community, OperateJobs jobs, CancellationToken cancel) =>
        {
            await jobs.StartAsync(job, community, cancel);
            return Redirects.To("/operate/work#jobs");
        });
    }

    private static IResult Back(string? kind, string? state) =>
        Redirects.To(Links.To("/operate/work", ("kind", kind), ("state", state)));
}
