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
        routes.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") }).AllowAnonymous();
        routes.MapHealthChecks("/health", new() { Predicate = check => check.Tags.Contains("ready") }).AllowAnonymous();
    }
}
