Attribute VB_Name = "modLager"
Option Explicit

' Lagerbestand aus dem ERP in das Blatt "Bestand" laden
' Änderungen: 12.02. M. Ott - Filter auf Werk 0100
Private Const DB_SERVER As String = "erp-sql.ott-armaturen.example"
Private Const DB_USER As String = "excel_lager"
Private Const DB_PASSWORD As String = "⟦qc4_N4w_Is3iUq⟧"
Private Const API_KEY As String = "⟦d9c6b859164bdb85d81bfd604349a649⟧"

Public Sub BestandLaden()
    Dim cn As Object, rs As Object
    Dim ws As Worksheet
    Set ws = ThisWorkbook.Worksheets("Bestand")
    ws.Unprotect Password:="⟦Lager0815⟧"

    Set cn = CreateObject("ADODB.Connection")
    cn.Open "Provider=MSOLEDBSQL;Server=" & DB_SERVER & ";Database=ERP;" & _
            "UID=" & DB_USER & ";PWD=" & DB_PASSWORD & ";"

    Set rs = cn.Execute("SELECT Artikel, Menge, Lagerort FROM dbo.vBestand WHERE Werk = '0100'")
    ws.Range("A2:C20000").ClearContents
    ws.Range("A2").CopyFromRecordset rs

    rs.Close
    cn.Close
    ws.Protect UserInterfaceOnly:=True
    KurseHolen ws
End Sub

Private Sub KurseHolen(ByVal ws As Worksheet)
    Dim http As Object
    Set http = CreateObject("MSXML2.XMLHTTP")
    http.Open "GET", "https://kurse.metallboerse.example/v2/kupfer?waehrung=EUR", False
    http.setRequestHeader "X-Api-Key", API_KEY
    http.send
    If http.Status <> 200 Then
        MsgBox "Kurs nicht verfügbar: " & http.Status, vbExclamation
        Exit Sub
    End If
    ws.Range("F1").Value = http.responseText
End Sub
