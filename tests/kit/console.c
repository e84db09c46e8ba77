/* Terminal for a program under Wine. The console of Wine does not read escape sequences, so a screen drawn with them is
   garbled. Here they go through a pipe that Rust's is_terminal takes for an msys terminal by its name; keys come from
   the console. */
#include <stdio.h>
#include <windows.h>

int wmain(int argc, wchar_t **argv) {
    static wchar_t name[128], line[8192];
    static char bytes[65536];
    SECURITY_ATTRIBUTES inherited = {sizeof inherited, NULL, TRUE};
    STARTUPINFOW start = {sizeof start};
    PROCESS_INFORMATION child;
    DWORD count, written, code;

    swprintf(name, 128, L"\\\\.\\pipe\\msys-%08lx-pty0-to-master", GetCurrentProcessId());
    HANDLE in = CreateNamedPipeW(name, PIPE_ACCESS_INBOUND, PIPE_TYPE_BYTE | PIPE_WAIT, 1, 65536, 65536, 0, NULL);
    HANDLE out = CreateFileW(name, GENERIC_WRITE | FILE_READ_ATTRIBUTES, 0, &inherited, OPEN_EXISTING, 0, NULL);
    if (in == INVALID_HANDLE_VALUE || out == INVALID_HANDLE_VALUE) return 99;
    for (int i = 1; i < argc; i++) {
        wcscat(line, L"\"");
        wcscat(line, argv[i]);
        wcscat(line, L"\" ");
    }
    start.dwFlags = STARTF_USESTDHANDLES;
    start.hStdInput = GetStdHandle(STD_INPUT_HANDLE);
    start.hStdOutput = out;
    start.hStdError = GetStdHandle(STD_ERROR_HANDLE);
    if (!CreateProcessW(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &start, &child)) return 98;
    CloseHandle(out);
    while (ReadFile(in, bytes, sizeof bytes, &count, NULL) && count)
        WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), bytes, count, &written, NULL);
    WaitForSingleObject(child.hProcess, INFINITE);
    GetExitCodeProcess(child.hProcess, &code);
    return code;
}
