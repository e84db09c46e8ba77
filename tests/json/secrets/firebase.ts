// Settings of the app
export const environment = {
  production: true,
  firebase: {
    apiKey: '⟦AIzaSyDdI0hCZtE6vySjMm1WEfRq3CPzqKqqsHI⟧',
    authDomain: 'shop.firebaseapp.example',
    projectId: 'shop',
    messagingSenderId: '112233445566',
  },
  interface: { password: string },
};
