export default {
  actingFor: 'You act for',
  switched: 'You now act for {customer}.',
  failed: 'The company could not be switched.',
};
