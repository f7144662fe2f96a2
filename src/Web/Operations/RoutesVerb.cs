using System.CommandLine;
using Guildhall.Kernel.Http;
using Guildhall.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Web.Operations;

/// <summary><c>routes</c>: every address of the program, with who may ask it.</summary>
internal static class RoutesVerb
{
    public static Command Command(string[] settings)
    {
        var json = new Option<bool>("--json") { Description = "Answer as JSON." };
        var verb = new Command("routes", "List every route with its methods and its policy.") { json };
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var app = Server.BuildForVerb(settings);
            var routes = All(app).ToList();
            Cli.Print(routes, parsed.GetValue(json), () =>
            {
                foreach (var route in routes)
                    Console.WriteLine($"{route.Methods,-12} {route.Path,-70} {route.Policy}");
            });
            return Cli.Ok;
        });
        return verb;
    }

    public static IEnumerable<RouteLine> All(IEndpointRouteBuilder app) => app.DataSources
        .SelectMany(source => source.Endpoints)
        .OfType<RouteEndpoint>()
        .Select(e => new RouteLine(
            string.Join(',', e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"]),
            "/" + e.RoutePattern.RawText?.TrimStart('/'),
            PolicyOf(e)))
        .Distinct()
        .OrderBy(r => r.Path, StringComparer.Ordinal).ThenBy(r => r.Methods, StringComparer.Ordinal);

    private static string PolicyOf(Endpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return "anonymous";
        var policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy ?? "signed in").Distinct().ToList();
        return policies.Count == 0 ? "UNMARKED" : string.Join(" + ", policies);
    }
}

internal sealed record RouteLine(string Methods, string Path, string Policy);
