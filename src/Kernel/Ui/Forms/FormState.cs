using System.ComponentModel;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Kernel.Ui.Forms;

/// <summary>
/// What is wrong with a posted form, by field. Hand it to the fields (<c>Form="Form"</c>) and to <c>ErrorSummary</c>; each field
/// then shows its own message with what was typed still there, and the response carries the status of the first refusal.
/// </summary>
public sealed class FormState(IHttpContextAccessor accessor, Texts texts, LoadTurn turn)
{
    // Null keys are not allowed in a dictionary; what concerns the whole form goes by the empty name.
    private const string WholeForm = "";
    private readonly List<(string Field, string Message)> errors = [];

    public bool IsValid => errors.Count == 0;

    /// <summary>In the order in which they were found; <c>Field</c> is empty where an error concerns the whole form.</summary>
    public IReadOnlyList<(string Field, string Message)> Errors => errors;

    /// <returns>The field's first message in the reader's language; null where nothing is wrong with it.</returns>
    public string? Error(string field)
    {
        foreach (var error in errors)
            if (error.Field == field)
                return error.Message;
        return null;
    }

    /// <param name="field">Name of the input; null where the error concerns the whole form.</param>
    /// <param name="text">English text, the key of its translation.</param>
    public void Add(string? field, [Localizable(true)] string text, params object[] arguments) => Add(422, field, texts[text, arguments]);

    /// <summary>Adds a message that is already in the reader's language, without a bearing on the response's status.</summary>
    public void Show(string? field, string message) => errors.Add((field ?? WholeForm, message));

    /// <summary>
    /// Runs the operation unless an error was added before; a refusal is kept for display. What is not there is no matter of a field: it
    /// flies on to the error page, like a bug.
    /// </summary>
    /// <returns>Whether the operation ran to its end.</returns>
    public async Task<bool> TryAsync(Func<Task> operation)
    {
        if (!IsValid)
            return false;
        try
        {
            await turn.RunAsync(operation);
            return true;
        }
        catch (Refused refused) when (refused.Status != 404)
        {
            Add(refused.Status, refused.Field, texts[refused.Text, refused.Args]);
            return false;
        }
    }

    /// <summary>Keeps these refusals for display, each at its field.</summary>
    /// <returns>Whether there were none.</returns>
    public bool Accept(IEnumerable<Refused> faults)
    {
        foreach (var fault in faults.Where(f => f.Field is null || Error(f.Field) is null).ToList())
            Add(fault.Status, fault.Field, texts[fault.Text, fault.Args]);
        return IsValid;
    }

    private void Add(int status, string? field, string message)
    {
        errors.Add((field ?? WholeForm, message));
        if (errors.Count == 1 && accessor.HttpContext?.Response is { HasStarted: false } response)
            response.StatusCode = status;
    }
}
