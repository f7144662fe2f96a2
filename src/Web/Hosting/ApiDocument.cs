using System.Text.Json.Nodes;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Guildhall.Web.Hosting;

/// <summary>The OpenAPI document: the JSON routes only, and how to authenticate.</summary>
internal static class ApiDocument
{
    public static void Describe(OpenApiOptions options)
    {
        options.ShouldInclude = api => api.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddSchemaTransformer(ListWords);
        options.AddSchemaTransformer(NameIdsOrSlugs);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Guildhall",
                Version = "v1",
                Description = "Every page's data, under the same gate. Refusals are RFC 9457 problem details with a stable `code`.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes["token"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An API token, made at /account/tokens or by `guildhall token create`.",
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", document)] = [] }];
            return Task.CompletedTask;
        });
    }

    /// <summary>The platform describes nothing that it does not read itself.</summary>
    private static Task NameIdsOrSlugs(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancel)
    {
        if (context.JsonPropertyInfo?.CustomConverter is IdOrSlugJson)
            schema.Type = JsonSchemaType.String | JsonSchemaType.Integer | JsonSchemaType.Null;
        return Task.CompletedTask;
    }

    /// <summary>The platform describes enums as it would write them itself: by number.</summary>
    private static Task ListWords(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancel)
    {
        var nullable = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type);
        if ((nullable ?? context.JsonTypeInfo.Type) is { IsEnum: true } type)
        {
            schema.Type = nullable is null ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Enum = [.. EnumWords.All(type).Select(word => JsonValue.Create(word))];
            if (nullable is not null)
                schema.Enum.Add(JsonNullSentinel.JsonNull);
        }
        return Task.CompletedTask;
    }
}
