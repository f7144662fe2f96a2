using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Guildhall.Kernel.Http;

/// <summary>
/// U+0000 is no part of a text: PostgreSQL keeps none (postgresql.org/docs/current/datatype-character.html) and SQLite's functions end at
/// it. Nobody sees it in a form, where it comes along with what was copied from elsewhere: there it is taken out. A program that sends it
/// is told.
/// </summary>
public static class NulFreeInput
{
    /// <summary>
    /// For query strings and the forms of pages. Around what reads the form first: ahead of it, because the framework
    /// takes a form with %00 for no form at all; behind it, because a form with files is clean only once it has been taken apart.
    /// </summary>
    public static void UseNulFreeInput(this IApplicationBuilder app, Action useForms)
    {
        app.Use((http, next) =>
        {
            CleanQuery(http.Request);
            // Not webhooks: their signature is over every byte.
            if (http.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true
                && http.GetEndpoint()?.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: true })
                http.Request.Body = new NulFreeBody(http.Request.Body);
            return next(http);
        });
        useForms();
        app.Use(async (http, next) =>
        {
            if (http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true } && http.Request.HasFormContentType)
                await CleanFormAsync(http);
            await next(http);
        });
    }

    /// <summary>Refuses a JSON body with U+0000 in a text, or in a list of texts, at the field: <c>nul_in_text</c>, 422.</summary>
    public static IServiceCollection AddNulFreeJson(this IServiceCollection services) => services.ConfigureHttpJsonOptions(json =>
        json.SerializerOptions.TypeInfoResolver = (json.SerializerOptions.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver())
        .WithAddedModifier(LookAfterReading));

    private static void CleanQuery(HttpRequest request)
    {
        // What closes up around it may form another one.
        while (request.QueryString.Value is { } query && query.Contains("%00", StringComparison.Ordinal))
            request.QueryString = new QueryString(query.Replace("%00", "", StringComparison.Ordinal));
    }

    private static async Task CleanFormAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form.All(field => field.Value.All(IsClean)))
            return;
        var clean = form.ToDictionary(field => field.Key, field => new StringValues([.. field.Value.Select(Clean)]));
        http.Features.GetRequiredFeature<IFormFeature>().Form = new FormCollection(clean, form.Files);
    }

    private static void LookAfterReading(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        var texts = type.Properties.Where(p => p.PropertyType == typeof(string)
            || p.PropertyType.IsAssignableTo(typeof(IEnumerable<string>))).ToList();
        if (texts.Count > 0)
            type.OnDeserialized = read => Look(read, texts);
    }

    private static void Look(object read, List<JsonPropertyInfo> texts)
    {
        foreach (var text in texts)
        {
            var value = text.Get?.Invoke(read);
            if (!IsClean(value as string) || (value is IEnumerable<string?> several && !several.All(IsClean)))
                throw Refused.AtField(text.Name, "nul_in_text", "The text contains the character U+0000, which is not allowed. Remove it.");
        }
    }

    private static bool IsClean(string? text) => text is null || !text.Contains('\0');

    private static string? Clean(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);
}
