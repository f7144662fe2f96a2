using System.Globalization;
using Guildhall.Kernel.Data;
using Microsoft.Extensions.Options;

namespace Guildhall.Kernel.Http;

/// <summary>What the operator reads when the program or a verb ends on an exception.</summary>
public static class Failure
{
    private const string TraceSetting = "Logging__LogLevel__Default";

    /// <summary>Whether the operator asked for stack traces, by the setting that also makes the log say more.</summary>
    public static bool IsTraced => Environment.GetEnvironmentVariable(TraceSetting) is "Debug" or "Trace";

    /// <summary>One line. An exception that nobody expects is named by its type, and the line says how to see its origin.</summary>
    public static string Sentence(Exception error) => error switch
    {
        Refused refused => $"{string.Format(CultureInfo.InvariantCulture, refused.Text, refused.Args)} ({refused.Code})",
        OptionsValidationException wrong => $"A setting is wrong. {string.Join(' ', wrong.Failures)}",
        OperationCanceledException => "Stopped before it was done.",
        _ when Outage.Of(error) is { } outage => outage.Sentence,
        IOException or UnauthorizedAccessException => OneLine(error.Message),
        _ => Unexpected(Innermost(error)),
    };

    private static string Unexpected(Exception error) =>
        $"This should not have happened: {error.GetType().Name}: {OneLine(error.Message)} "
        + $"To see where, run it again with {TraceSetting}=Debug.";

    private static Exception Innermost(Exception error) => error.InnerException is { } inner ? Innermost(inner) : error;

    private static string OneLine(string message) =>
        string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
