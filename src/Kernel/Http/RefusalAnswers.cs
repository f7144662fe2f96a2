using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.Kernel.Http;

/// <summary>
/// Turns refusals into ProblemDetails for programs. For people the status alone is set, and the error page is rendered from it.
/// </summary>
public sealed partial class RefusalAnswers(ILogger<RefusalAnswers> log) : IExceptionHandler
{
    /// <summary>Where the error page finds the refusal it tells about.</summary>
    public const string Item = "guildhall.refused";

    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancel)
    {
        var refused = exception switch
        {
            Refused r => r,
            BadHttpRequestException { StatusCode: 400, InnerException: JsonException { InnerException: not JsonException } unread }
                when unread.Path is ['$', '.', ..] => Unread(unread.Path),
            BadHttpRequestException bad => new Refused(bad.StatusCode == 413 ? "too_large" : "bad_request", bad.StatusCode,
                bad.StatusCode == 413 ? "That is larger than allowed here." : "The request could not be read."),
            // Whoever went away, or was cut off by a stop that could wait no longer, hears no answer, and it is no bug of ours.
            OperationCanceledException { InnerException: Microsoft.AspNetCore.Connections.ConnectionAbortedException } => new Refused(
                "cut_off", StatusCodes.Status499ClientClosedRequest, "The request could not be read."),
            _ => NotTheRequest(exception),
        };
        await AnswerAsync(http, refused, cancel);
        return true;
    }

    /// <param name="path">Into the JSON, as "$.lines[0].amount".</param>
    private static Refused Unread(string path)
    {
        var field = path.Length <= 102 ? path[2..] : path[2..102];
        return new("bad_request", StatusCodes.Status400BadRequest, "The request could not be read: {0} has a value of another kind.", field)
        {
            Field = field,
        };
    }

    private Refused NotTheRequest(Exception exception)
    {
        Unhandled(exception);
        return Outage.Of(exception)?.Refusal() ?? new Refused("internal_error", 500, "Something went wrong on our side, and it was logged. Your last action was not saved; you can try again.");
    }

    public static async Task AnswerAsync(HttpContext http, Refused refused, CancellationToken cancel = default)
    {
        http.Response.StatusCode = refused.Status;
        http.Items[Item] = refused;
        // Here and not where it is thrown: the exception handler clears the headers.
        if (refused.RetryAfter is { } pause)
            http.Response.Headers.RetryAfter = ((int)pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (WantsJson(http.Request))
            await WriteProblemAsync(http, refused, cancel);
    }

    /// <summary>The refusal as ProblemDetails, whoever asks.</summary>
    public static async Task WriteProblemAsync(HttpContext http, Refused refused, CancellationToken cancel = default)
    {
        http.Response.StatusCode = refused.Status;
        if (refused.Status == StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = "Bearer";
        await http.Response.WriteAsJsonAsync(ProblemOf(http, refused), options: null, "application/problem+json; charset=utf-8", cancel);
    }

    public static ProblemDetails ProblemOf(HttpContext http, Refused refused)
    {
        var texts = http.RequestServices.GetRequiredService<Texts>();
        var problem = new ProblemDetails { Status = refused.Status, Title = texts[refused.Text, refused.Args] };
        problem.Extensions["code"] = refused.Code;
        problem.Extensions["error"] = string.Format(CultureInfo.InvariantCulture, refused.Text, refused.Args);
        if (refused.Field is { } field)
            problem.Extensions["field"] = field;
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        foreach (var (name, value) in refused.Extra)
            problem.Extensions[name] = value;
        return problem;
    }

    /// <summary>Programs ask below /api and /webhooks, or say that they want JSON.</summary>
    public static bool WantsJson(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        || request.Path.StartsWithSegments("/webhooks", StringComparison.Ordinal)
        || (request.Headers.Accept.ToString() is { Length: > 0 } accept
            && accept.Contains("application/json", StringComparison.OrdinalIgnoreCase) && !accept.Contains("text/html", StringComparison.OrdinalIgnoreCase));

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed on a bug")]
    private partial void Unhandled(Exception exception);
}

/// <summary>
/// Missing and forbidden look alike from outside: who is signed in and may not gets 404; who is not signed in is asked to.
/// </summary>
public sealed class AuthorizationAnswers : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _default = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext http, AuthorizationPolicy policy, PolicyAuthorizationResult result)
    {
        if (result.Forbidden)
            throw IsScope(result) ? new Refused("scope_missing", 403, "This token lacks the scope required here.") : Refused.NotFound();
        if (result.Challenged && RefusalAnswers.WantsJson(http.Request))
            throw new Refused("sign_in_required", 401, "Send an API token: Authorization: Bearer …");
        // A redirect to the sign-in page would drop what a form brought; the error page gives it back.
        if (result.Challenged && HttpMethods.IsPost(http.Request.Method)
            && http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            throw new Refused("sign_in_required", 401, "Sign in to continue.");
        await _default.HandleAsync(next, http, policy, result);
    }

    private static bool IsScope(PolicyAuthorizationResult result) =>
        result.AuthorizationFailure?.FailedRequirements.Any(r => r is PermissionPolicies.ScopeRequirement) == true;
}
