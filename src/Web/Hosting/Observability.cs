using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Guildhall.Web.Hosting;

/// <summary>
/// Structured logs to the terminal; traces, metrics and logs to an OTLP collector once OTEL_EXPORTER_OTLP_ENDPOINT names one.
/// </summary>
internal static class Observability
{
    public static void Add(WebApplicationBuilder builder)
    {
        if (string.Equals(builder.Configuration["Guildhall:Logs"], "json", StringComparison.OrdinalIgnoreCase))
            builder.Logging.ClearProviders().AddJsonConsole(console => console.UseUtcTimestamp = true);

        Readiness.Add(builder.Services);
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
            Export(builder);
    }

    // By itself, so that nothing of it is loaded where nobody collects.
    private static void Export(WebApplicationBuilder builder)
    {
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("guildhall"))
            .WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddSource("Npgsql").AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddOtlpExporter());
        builder.Logging.AddOpenTelemetry(logs => logs.AddOtlpExporter());
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        foreach (var path in (string[])["/health/ready", "/health"])
            routes.MapHealthChecks(path, new() { Predicate = check => check.Tags.Contains("ready"), ResponseWriter = TellAsync })
                .AllowAnonymous();
    }
    /// <summary>The state in a word, and below it what is not whole.</summary>
    private static Task TellAsync(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "text/plain";
        var told = report.Entries.Values.Select(e => e.Description).Where(d => !string.IsNullOrEmpty(d)).Prepend(report.Status.ToString());
        return http.Response.WriteAsync(string.Join('\n', told));
    }
}
